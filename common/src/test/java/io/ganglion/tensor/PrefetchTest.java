package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrefetchTest {
  /**
   * A vector that shows which of its elements are added up: the first, the next line's, the last.
   */
  private static float[] marked() {
    float[] x = new float[4096];
    Arrays.fill(x, 1000f);
    return x;
  }

  @Test
  void readsEveryCacheLineOfAShortInterval() {
    Ranges ranges = new Ranges();
    ranges.add(5, 6);
    ranges.add(100, 116);
    ranges.add(200, 240);
    float[] x = marked();
    for (int i : new int[] {5, 100, 115, 200, 216, 232, 239}) {
      x[i] = 1f;
    }
    Prefetch prefetch = new Prefetch();
    prefetch.read(x, ranges);
    assertThat(prefetch.sum()).isEqualTo(8f);
  }

  @Test
  void readsTheRowsOfATable() {
    float[] x = marked();
    for (int i : new int[] {7, 10, 19, 22}) {
      x[i] = 1f;
    }
    Prefetch prefetch = new Prefetch();
    prefetch.read(x, 7, 4, new int[] {9, 0, 3, 9}, 1, 2);
    assertThat(prefetch.sum()).isEqualTo(4f);
  }

  @Test
  void leavesLongIntervalsToTheProcessor() {
    Prefetch prefetch = new Prefetch();
    prefetch.read(marked(), Ranges.of(0, 4096));
    prefetch.read(marked(), 0, 2048, new int[] {0, 1}, 0, 2);
    assertThat(prefetch.sum()).isZero();
  }
}
