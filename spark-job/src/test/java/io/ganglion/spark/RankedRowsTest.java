package io.ganglion.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.tensor.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RankedRowsTest {
  @Test
  void sortsPlacesWhoseTopBitsAgree() {
    long[] keys = new long[5000];
    for (int i = 0; i < keys.length; i++) {
      // Half of them differ in the low bits alone, some not at all.
      keys[i] = i % 2 == 0 ? Seeds.bits(1, i) : (5L << 40) + Seeds.bits(2, i % 100) % 64;
    }
    int[] order = SortedPlaces.of(keys, keys.length);

    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    assertThat(IntStream.of(order).mapToLong(place -> keys[place]).toArray()).isEqualTo(sorted);
    assertThat(IntStream.of(order).distinct().count()).isEqualTo(keys.length);
  }

  @Test
  void runsOfSeveralChunksGetEveryPositionOnce() {
    for (long bucket : new long[] {-128, -1, 0, 127}) {
      RankRun first = new RankRun(0, 0, 9, hashes(bucket, 3, -5, 8, -5, 8));
      RankRun second = new RankRun(0, 1, 9, hashes(bucket, 20, -7, 8, -5));
      List<RankRun> ranked = HashRuns.ranked(List.of(first, second), 100);

      assertThat(ranked.get(0).values).containsExactly(104, 101, 105, 102, 106);
      assertThat(ranked.get(1).values).containsExactly(108, 100, 107, 103);
    }
  }

  /** What is computed again after an executor was lost arrives in another order. */
  @Test
  void equalRowsKeepTheirPositionsHoweverRunsArrive() {
    RankRun first = new RankRun(0, 0, 9, hashes(3, -5, 8));
    RankRun second = new RankRun(0, 1, 9, hashes(3, -5, 8));
    RankRun third = new RankRun(1, 0, 9, hashes(3, 8, -5, -5));
    for (List<RankRun> arriving :
        List.of(List.of(first, second, third), List.of(third, second, first))) {
      List<RankRun> ranked = HashRuns.ranked(arriving, 0);

      assertThat(ranked).extracting(run -> run.origin).containsExactly(0, 0, 1);
      assertThat(ranked).extracting(run -> run.chunk).containsExactly(0, 1, 0);
      assertThat(ranked.get(0).values).containsExactly(0, 4);
      assertThat(ranked.get(1).values).containsExactly(1, 5);
      assertThat(ranked.get(2).values).containsExactly(6, 2, 3);
    }
  }

  /** Hashes of one bucket at some distance from the middle of it. */
  private static long[] hashes(long bucket, long... distances) {
    return LongStream.of(distances).map(d -> (bucket << 56) + (1L << 55) + d).toArray();
  }

  @Test
  void keysOfOrdinaryClassesAreTheirOwn() {
    String[] digits = IntStream.range(0, 30).mapToObj(String::valueOf).toArray(String[]::new);
    String[] letters =
        IntStream.range(0, 26)
            .mapToObj(i -> String.valueOf((char) ('A' + i)))
            .toArray(String[]::new);
    assertThat(IntStream.of(RankKey.strata(letters)).distinct().count()).isEqualTo(26);
    assertThat(IntStream.of(RankKey.strata(digits)).limit(10).distinct().count()).isEqualTo(10);
    assertThat(RankKey.of(255, Long.MAX_VALUE)).isEqualTo(RankKey.KEYS - 1);
    assertThat(RankKey.of(0, Long.MIN_VALUE)).isZero();
  }

  @Test
  void hashesTellRowsApart() {
    double[] row = {1.0, 2.0, Double.NaN};
    long hash = RowHash.end(RowHash.add(7, row, 0, 3));
    assertThat(RowHash.end(RowHash.add(8, row, 0, 3))).isNotEqualTo(hash);
    double[] swapped = {2.0, 1.0, Double.NaN};
    assertThat(RowHash.end(RowHash.add(7, swapped, 0, 3))).isNotEqualTo(hash);
    double[] otherNaN = {1.0, 2.0, Double.longBitsToDouble(0x7ff8000000000001L)};
    assertThat(RowHash.end(RowHash.add(7, otherNaN, 0, 3))).isEqualTo(hash);
    assertThat(RowHash.of("ab")).isNotEqualTo(RowHash.of("ba")).isNotEqualTo(RowHash.of(null));
  }
}
