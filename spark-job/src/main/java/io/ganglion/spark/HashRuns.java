package io.ganglion.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The rows of a chunk by {@link RankKey}, those of a key in the order of arrival. */
final class HashRuns {
  private final RawChunk chunk;
  private final int[] strata;
  private final int names;

  HashRuns(RawChunk chunk, RowLayout layout) {
    this.chunk = chunk;
    this.names = layout.names().size();
    this.strata = layout.classed() ? RankKey.strata(chunk.dictionaries[layout.classLabel()]) : null;
  }

  /** The key of a row. */
  int key(int row) {
    int id = strata == null ? RawChunk.MISSING : chunk.ids[chunk.end(row) * names - 1];
    return RankKey.of(id == RawChunk.MISSING ? 0 : strata[id], chunk.hashes[row]);
  }

  /** Counts the rows of each key. */
  void count(long[] byKey) {
    for (int row = 0; row < chunk.examples; row++) {
      byKey[key(row)]++;
    }
  }

  /** The runs of the chunk. */
  List<RankRun> runs(int origin, int number) {
    int[] keys = new int[chunk.examples];
    int[] counts = new int[RankKey.KEYS];
    for (int row = 0; row < keys.length; row++) {
      keys[row] = key(row);
      counts[keys[row]]++;
    }
    long[][] hashes = new long[RankKey.KEYS][];
    List<RankRun> runs = new ArrayList<>();
    for (int key = 0; key < hashes.length; key++) {
      if (counts[key] > 0) {
        hashes[key] = new long[counts[key]];
        counts[key] = 0;
        runs.add(new RankRun(origin, number, key, hashes[key]));
      }
    }
    for (int row = 0; row < keys.length; row++) {
      int key = keys[row];
      hashes[key][counts[key]++] = chunk.hashes[row];
    }
    return runs;
  }

  /** The position of each row, from the positions of its runs. */
  long[] positions(List<RankRun> runs) {
    long[][] values = new long[RankKey.KEYS][];
    int[] next = new int[RankKey.KEYS];
    for (RankRun run : runs) {
      values[run.key] = run.values;
    }
    long[] positions = new long[chunk.examples];
    for (int row = 0; row < positions.length; row++) {
      int key = key(row);
      positions[row] = values[key][next[key]++];
    }
    return positions;
  }

  /**
   * The positions of the rows of one key: their places in the order of all their hashes. Equal rows
   * have equal hashes, and stand in the order of their runs: one that is computed again, after an
   * executor was lost, must not take the position of another.
   *
   * @param arriving in any order
   */
  static List<RankRun> ranked(List<RankRun> arriving, long before) {
    List<RankRun> runs = new ArrayList<>(arriving);
    runs.sort(
        Comparator.comparingInt((RankRun run) -> run.origin).thenComparingInt(run -> run.chunk));
    long[] all = new long[runs.stream().mapToInt(run -> run.values.length).sum()];
    int n = 0;
    for (RankRun run : runs) {
      System.arraycopy(run.values, 0, all, n, run.values.length);
      n += run.values.length;
    }
    // Their top bits agree, so that those below them decide, and become the top ones.
    for (int i = 0; i < n; i++) {
      all[i] = (all[i] << RankKey.BUCKET_BITS) ^ Long.MIN_VALUE;
    }
    int[] order = SortedPlaces.of(all, n);
    for (int i = 0; i < n; i++) {
      all[order[i]] = before + i;
    }
    List<RankRun> ranked = new ArrayList<>();
    int from = 0;
    for (RankRun run : runs) {
      int to = from + run.values.length;
      ranked.add(new RankRun(run.origin, run.chunk, run.key, Arrays.copyOfRange(all, from, to)));
      from = to;
    }
    return ranked;
  }
}
