package io.ganglion.spark.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.spark.row.RawChunk;
import io.ganglion.spark.row.RowHash;
import io.ganglion.spark.row.RowLayout;
import io.ganglion.spark.row.SortedPlaces;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
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
  void rowsOfSeveralPartitionsGetEveryPositionOnce() {
    for (long bucket : new long[] {-128, -1, 0, 127}) {
      RankRun first = new RankRun(0, 9, hashes(bucket, 3, -5, 8, -5, 8));
      RankRun second = new RankRun(1, 9, hashes(bucket, 20, -7, 8, -5));
      for (List<RankRun> arriving : List.of(List.of(first, second), List.of(second, first))) {
        List<RankRun> ranked = HashRuns.ranked(arriving, 100);

        assertThat(ranked).extracting(run -> run.origin).containsExactly(0, 1);
        assertThat(ranked.get(0).values).containsExactly(101, 102, 104, 105, 106);
        assertThat(ranked.get(1).values).containsExactly(100, 103, 107, 108);
      }
    }
  }

  /** As when it is computed again after an executor was lost. */
  @Test
  void aRowHasItsPositionInWhateverOrderItsPartitionIsRead() {
    RowLayout layout = new RowLayout(1, 0, false, 0, List.of(), false, false, false, false);
    long[] hashes = hashes(3, 8, -5, 20, -5, -7);
    HashRuns whole = new HashRuns(chunk(hashes), layout);
    List<RankRun> runs = new ArrayList<>(HashRuns.runs(0, List.of(whole)));
    HashRuns other = new HashRuns(chunk(hashes(3, -6, 8)), layout);
    runs.addAll(HashRuns.runs(1, List.of(other)));
    List<RankRun> ranked = HashRuns.ranked(runs, 0);
    List<RankRun> ofFirst = ranked.subList(0, 1);

    assertThat(HashRuns.positions(List.of(whole), ofFirst.iterator()).get(0))
        .containsExactly(4, 2, 6, 3, 0);
    List<long[]> again =
        HashRuns.positions(
            List.of(
                new HashRuns(chunk(hashes(3, -7, 20)), layout),
                new HashRuns(chunk(hashes(3, -5, 8, -5)), layout)),
            ofFirst.iterator());
    assertThat(again.get(0)).containsExactly(0, 6);
    assertThat(again.get(1)).containsExactly(2, 4, 3);
  }

  private static RawChunk chunk(long[] hashes) {
    RawChunk chunk = new RawChunk();
    chunk.examples = hashes.length;
    chunk.hashes = hashes;
    return chunk;
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
