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

  /** The runs of the chunk. */
  List<RankRun> runs(int origin) {
    int[] counts = new int[RankKey.KEYS];
    for (int key : keys) {
      counts[key]++;
    }
    long[][] byKey = new long[RankKey.KEYS][];
    List<RankRun> runs = new ArrayList<>();
    for (int key = 0; key < byKey.length; key++) {
      if (counts[key] > 0) {
        byKey[key] = new long[counts[key]];
        counts[key] = 0;
        runs.add(new RankRun(origin, key, byKey[key]));
      }
    }
    for (int row = 0; row < keys.length; row++) {
      int key = keys[row];
      byKey[key][counts[key]++] = hashes[row];
    }
    return runs;
  }

  /**
   * The positions of the rows of one key: their places in the order of all their hashes. Equal rows
   * have equal hashes, and stand in the order of their partitions.
   *
   * @param arriving of chunks, in any order
   * @return a run for each partition, its positions in the order of the hashes
   */
  static List<RankRun> ranked(List<RankRun> arriving, long before) {
    List<RankRun> runs = new ArrayList<>(arriving);
    runs.sort(Comparator.comparingInt(run -> run.origin));
    int rows = runs.stream().mapToInt(run -> run.values.length).sum();
    long[] all = new long[rows];
    int[] partition = new int[rows];
    List<RankRun> ranked = new ArrayList<>();
    int n = 0;
    int from = 0;
    for (int i = 0; i < runs.size(); i++) {
      RankRun run = runs.get(i);
      System.arraycopy(run.values, 0, all, n, run.values.length);
      Arrays.fill(partition, n, n + run.values.length, ranked.size());
      n += run.values.length;
      if (i + 1 == runs.size() || runs.get(i + 1).origin != run.origin) {
        ranked.add(new RankRun(run.origin, run.key, new long[n - from]));
        from = n;
      }
    }
    // Their top bits agree, so that those below them decide, and become the top ones.
    for (int i = 0; i < n; i++) {
      all[i] = (all[i] << RankKey.BUCKET_BITS) ^ Long.MIN_VALUE;
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
    int[][] taken = new int[RankKey.KEYS][];
    while (ranked.hasNext()) {
      RankRun run = ranked.next();
      values[run.key] = run.values;
      sorted[run.key] = new long[run.values.length];
      taken[run.key] = new int[run.values.length];
    }
    int[] filled = new int[RankKey.KEYS];
    for (HashRuns chunk : chunks) {
      for (int row = 0; row < chunk.keys.length; row++) {
        int key = chunk.keys[row];
        sorted[key][filled[key]++] = chunk.hashes[row];
      }
    }
    for (long[] hashes : sorted) {
      if (hashes != null) {
        Arrays.sort(hashes);
      }
    }
    List<long[]> positions = new ArrayList<>();
    for (HashRuns chunk : chunks) {
      long[] ofChunk = new long[chunk.keys.length];
      for (int row = 0; row < ofChunk.length; row++) {
        int key = chunk.keys[row];
        int first = first(sorted[key], chunk.hashes[row]);
        ofChunk[row] = values[key][first + taken[key][first]++];
      }
      positions.add(ofChunk);
    }
    return positions;
  }

  /** The first place of a hash, which may stand there many times. */
  private static int first(long[] sorted, long hash) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
