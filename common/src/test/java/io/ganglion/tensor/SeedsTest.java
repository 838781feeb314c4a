package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private static final int DRAWS = 200_000;

  /**
   * The first outputs of SplitMix64 from state 0 and from state 1234567, as its authors have it.
   */
  @Test
  void drawsWhatSplitMix64Draws() {
    assertThat(Seeds.bits(0L, 0)).isEqualTo(0xE220A8397B1DCDAFL);
    assertThat(Seeds.bits(0L, 1)).isEqualTo(0x6E789E6AA1B965F4L);
    assertThat(Seeds.bits(0L, 2)).isEqualTo(0x06C45D188009454FL);
    assertThat(Seeds.bits(1234567L, 0)).isEqualTo(6457827717110365317L);
    assertThat(Seeds.bits(1234567L, 1)).isEqualTo(3203168211198807973L);
  }

  /** A change of these numbers changes what every seed trains. */
  @Test
  void pinsWhatIsDerived() {
    assertThat(Seeds.derive(113L, 0)).isEqualTo(5162668076620035476L);
    assertThat(Seeds.derive(113L, 4, 2)).isEqualTo(Seeds.derive(Seeds.derive(113L, 4), 2));
    assertThat(Seeds.uniform(113L, 5)).isEqualTo(0.3985545366775842);
    assertThat(Seeds.normal(113L, 5)).isCloseTo(1.0803495405035197, within(1e-14));
    int[] order = new int[8];
    Seeds.permutation(order, 8, 113L);
    assertThat(order).containsExactly(0, 3, 5, 7, 1, 4, 6, 2);
  }

  @Test
  void derivedKeysDiffer() {
    long distinct =
        IntStream.range(0, 300)
            .boxed()
            .flatMap(i -> IntStream.range(0, 300).mapToObj(j -> Seeds.derive(1L, i, j)))
            .distinct()
            .count();
    assertThat(distinct).isEqualTo(90_000);
  }

  @Test
  void uniformNumbersAreUniform() {
    int[] bins = new int[100];
    double sum = 0.0;
    double product = 0.0;
    double before = 0.5;
    for (int i = 0; i < DRAWS; i++) {
      double u = Seeds.uniform(42L, i);
      assertThat(u >= 0.0 && u < 1.0).isTrue();
      bins[(int) (u * bins.length)]++;
      sum += u;
      product += (u - 0.5) * (before - 0.5);
      before = u;
    }
    assertThat(sum / DRAWS).isCloseTo(0.5, within(0.003));
    assertThat(12.0 * product / DRAWS).isCloseTo(0.0, within(0.01));
    assertThat(chiSquared(bins, DRAWS / 100.0)).isBetween(50.0, 160.0);
  }

  @Test
  void normalNumbersAreNormal() {
    double sum = 0.0;
    double squares = 0.0;
    int beyondTwo = 0;
    for (int i = 0; i < DRAWS; i++) {
      double z = Seeds.normal(42L, i);
      sum += z;
      squares += z * z;
      beyondTwo += Math.abs(z) > 2.0 ? 1 : 0;
    }
    assertThat(sum / DRAWS).isCloseTo(0.0, within(0.01));
    assertThat(squares / DRAWS).isCloseTo(1.0, within(0.015));
    assertThat(beyondTwo / (double) DRAWS).isCloseTo(0.0455, within(0.002));
  }

  @Test
  void belowStaysBelow() {
    for (int bound : new int[] {1, 2, 3, 1_000_003, Integer.MAX_VALUE}) {
      assertThat(Seeds.below(bound, 0L)).isZero();
      assertThat(Seeds.below(bound, -1L)).isEqualTo(bound - 1);
    }
    int[] bins = new int[7];
    for (int i = 0; i < 70_000; i++) {
      bins[Seeds.below(7, Seeds.bits(3L, i))]++;
    }
    assertThat(chiSquared(bins, 10_000.0)).isLessThan(25.0);
  }

  @Test
  void permutesAll() {
    int[] order = new int[1_000];
    Seeds.permutation(order, 1_000, 9L);
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    assertThat(sorted).containsExactly(IntStream.range(0, 1_000).toArray());
    assertThat(order).isNotEqualTo(sorted);
  }

  @Test
  void permutationOfTheFirstLeavesTheRest() {
    int[] order = {9, 9, 9, 7, 8};
    Seeds.permutation(order, 3, 1L);
    assertThat(Arrays.copyOf(order, 3)).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(order).endsWith(7, 8);
  }

  /** Each number comes to each place equally often. */
  @Test
  void permutationsFavourNoPlace() {
    int n = 6;
    int repeats = 30_000;
    int[] counts = new int[n * n];
    int[] order = new int[n];
    for (int i = 0; i < repeats; i++) {
      Seeds.permutation(order, n, Seeds.derive(5L, i));
      for (int place = 0; place < n; place++) {
        counts[place * n + order[place]]++;
      }
    }
    // 25 degrees of freedom: above 53 once in a thousand.
    assertThat(chiSquared(counts, repeats / (double) n)).isLessThan(53.0);
  }

  private static double chiSquared(int[] counts, double expected) {
    return Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected)).sum() / expected;
  }
}
