package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RangesTest {
  @Test
  void joinsNeighboursAndSkipsEmptyOnes() {
    Ranges ranges = Ranges.of(2, 5);
    ranges.add(5, 7);
    ranges.add(9, 9);
    ranges.add(10, 12);
    assertThat(text(ranges)).isEqualTo("2-7 10-12");
  }

  @Test
  void growsAndIsRefilled() {
    Ranges ranges = new Ranges();
    for (int i = 0; i < 100; i++) {
      ranges.add(10 * i, 10 * i + 3);
    }
    assertThat(ranges.count()).isEqualTo(100);
    assertThat(ranges.from(99)).isEqualTo(990);
    assertThat(ranges.to(99)).isEqualTo(993);

    ranges.clear();
    assertThat(ranges.count()).isZero();
    ranges.add(993, 995);
    assertThat(text(ranges)).isEqualTo("993-995");
  }

  @Test
  void addsAllOfAnother() {
    Ranges other = Ranges.of(4, 6);
    other.add(8, 9);
    Ranges ranges = Ranges.of(0, 4);
    ranges.addAll(other);
    assertThat(text(ranges)).isEqualTo("0-6 8-9");
  }

  private static String text(Ranges ranges) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ranges.count(); i++) {
      text.append(ranges.from(i)).append('-').append(ranges.to(i)).append(' ');
    }
    return text.toString().strip();
  }
}
