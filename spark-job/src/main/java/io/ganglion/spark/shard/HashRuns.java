package io.ganglion.spark.shard;

import io.ganglion.spark.row.RawChunk;
import io.ganglion.spark.row.RowLayout;
import io.ganglion.spark.row.SortedPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The hashes of the rows of a chunk, and by which {@link RankKey} each is ranked. What comes out
 * depends on the rows of each partition, and not on the order in which it has them: that order may
 * be another when a partition is computed again after an executor was lost, while what others made
 * of the first one is still there.
 */
final class HashRuns {
  private final long[] hashes;
  private final int[] keys;

  HashRuns(RawChunk chunk, RowLayout layout) {
    int names = layout.names().size();
    int[] strata =
        layout.classed() ? RankKey.strata(chunk.dictionaries[layout.classLabel()]) : null;
    this.hashes = chunk.hashes;
    this.keys = new int[chunk.examples];
    for (int row = 0; row < keys.length; row++) {
      int id = strata == null ? RawChunk.MISSING : chunk.ids[chunk.end(row) * names - 1];
      keys[row] = RankKey.of(id == RawChunk.MISSING ? 0 : strata[id], hashes[row]);
    }
  }

  /** Counts the rows of each key. */
  void count(long[] byKey) {
    for (int key : keys) {
      byKey[key]++;
    }
  }

  /** The runs of the chunks of a partition. */
  static List<RankRun> runs(int origin, List<HashRuns> chunks) {
    long[] counts = new long[RankKey.KEYS];
    chunks.forEach(chunk -> chunk.count(counts));
    long[][] byKey = new long[RankKey.KEYS][];
    List<RankRun> runs = new ArrayList<>();
    for (int key = 0; key < byKey.length; key++) {
      if (counts[key] > 0) {
        byKey[key] = new long[Math.toIntExact(counts[key])];
        counts[key] = 0;
        runs.add(new RankRun(origin, key, byKey[key]));
      }
    }
    for (HashRuns chunk : chunks) {
      for (int row = 0; row < chunk.keys.length; row++) {
        int key = chunk.keys[row];
        byKey[key][(int) counts[key]++] = chunk.hashes[row];
      }
    }
    return runs;
  }

  /**
   * The positions of the rows of one key: their places in the order of all their hashes. Equal rows
   * have equal hashes, and stand in the order of their partitions.
   *
   * @param arriving one of a partition, in any order
   * @return as many, their positions in the order of the hashes
   */
  static List<RankRun> ranked(List<RankRun> arriving, long before) {
    List<RankRun> runs = new ArrayList<>(arriving);
    runs.sort(Comparator.comparingInt(run -> run.origin));
    int rows = runs.stream().mapToInt(run -> run.values.length).sum();
    long[] all = new long[rows];
    int[] partition = new int[rows];
    List<RankRun> ranked = new ArrayList<>();
    int n = 0;
    for (RankRun run : runs) {
      System.arraycopy(run.values, 0, all, n, run.values.length);
      Arrays.fill(partition, n, n + run.values.length, ranked.size());
      n += run.values.length;
      ranked.add(new RankRun(run.origin, run.key, new long[run.values.length]));
    }
    for (int i = 0; i < n; i++) {
      all[i] = belowKey(all[i]);
    }
    int[] order = SortedPlaces.of(all, n);
    int[] filled = new int[ranked.size()];
    for (int i = 0; i < n; i++) {
      int to = partition[order[i]];
      ranked.get(to).values[filled[to]++] = before + i;
    }
    return ranked;
  }

  /** The positions of the rows of each chunk of a partition, from what {@link #ranked} made. */
  static List<long[]> positions(List<HashRuns> chunks, Iterator<RankRun> ranked) {
    long[][] values = new long[RankKey.KEYS][];
    long[][] sorted = new long[RankKey.KEYS][];
    long[][] places = new long[RankKey.KEYS][];
    while (ranked.hasNext()) {
      RankRun run = ranked.next();
      values[run.key] = run.values;
      sorted[run.key] = new long[run.values.length];
      places[run.key] = new long[run.values.length];
    }
    int[] filled = new int[RankKey.KEYS];
    long[][] positions = new long[chunks.size()][];
    for (int c = 0; c < positions.length; c++) {
      HashRuns chunk = chunks.get(c);
      positions[c] = new long[chunk.keys.length];
      for (int row = 0; row < chunk.keys.length; row++) {
        int key = chunk.keys[row];
        int n = filled[key]++;
        sorted[key][n] = belowKey(chunk.hashes[row]);
        places[key][n] = ((long) c << Integer.SIZE) | row;
      }
    }
    for (int key = 0; key < values.length; key++) {
      if (values[key] != null) {
        int[] order = SortedPlaces.of(sorted[key], sorted[key].length);
        for (int i = 0; i < order.length; i++) {
          long place = places[key][order[i]];
          positions[(int) (place >>> Integer.SIZE)][(int) place] = values[key][i];
        }
      }
    }
    return Arrays.asList(positions);
  }

  /** The order of hashes of one key: their top bits agree, so that those below them decide. */
  private static long belowKey(long hash) {
    return (hash << RankKey.BUCKET_BITS) ^ Long.MIN_VALUE;
  }
}
