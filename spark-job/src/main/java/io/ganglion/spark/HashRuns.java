package io.ganglion.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a chunk by {@link RankKey}, those of a key in the order of their hashes. */
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
    int id = strata == null ? RawChunk.MISSING : chunk.ids[row * names + names - 1];
    return RankKey.of(id == RawChunk.MISSING ? 0 : strata[id], chunk.hashes[row]);
  }

  /** Counts the rows of each key. */
  void count(long[] byKey) {
    for (int row = 0; row < chunk.rows; row++) {
      byKey[key(row)]++;
    }
  }

  /** The runs of the chunk. */
  List<RankRun> runs(int origin, int number) {
    int[] counts = new int[RankKey.KEYS];
    for (int row = 0; row < chunk.rows; row++) {
      counts[key(row)]++;
    }
    long[][] hashes = new long[RankKey.KEYS][];
    for (int row : chunk.order) {
      int key = key(row);
      if (hashes[key] == null) {
        hashes[key] = new long[counts[key]];
        counts[key] = 0;
      }
      hashes[key][counts[key]++] = chunk.hashes[row];
    }
    List<RankRun> runs = new ArrayList<>();
    for (int key = 0; key < hashes.length; key++) {
      if (hashes[key] != null) {
        runs.add(new RankRun(origin, number, key, hashes[key]));
      }
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
    long[] positions = new long[chunk.rows];
    for (int row : chunk.order) {
      int key = key(row);
      positions[row] = values[key][next[key]++];
    }
    return positions;
  }

  /**
   * The positions of the rows of one key: their places in the order of all their hashes. Equal rows
   * have equal hashes, and which of them comes first makes no difference.
   */
  static List<RankRun> ranked(List<RankRun> runs, long before) {
    long[] all = new long[runs.stream().mapToInt(run -> run.values.length).sum()];
    int n = 0;
    for (RankRun run : runs) {
      System.arraycopy(run.values, 0, all, n, run.values.length);
      n += run.values.length;
    }
    Arrays.sort(all);
    int[] taken = new int[all.length];
    List<RankRun> ranked = new ArrayList<>();
    for (RankRun run : runs) {
      long[] positions = new long[run.values.length];
      int first = 0;
      for (int i = 0; i < positions.length; i++) {
        if (i == 0 || run.values[i] != run.values[i - 1]) {
          first = first(all, first, run.values[i]);
        }
        positions[i] = before + first + taken[first]++;
      }
      ranked.add(new RankRun(run.origin, run.chunk, run.key, positions));
    }
    return ranked;
  }

  /** The first place of a hash that is there, not before {@code from}, and seldom far from it. */
  private static int first(long[] sorted, int from, long hash) {
    if (sorted[from] >= hash) {
      return from;
    }
    int step = 1;
    while (from + step < sorted.length && sorted[from + step] < hash) {
      step *= 2;
    }
    int low = from + step / 2;
    int high = Math.min(sorted.length, from + step + 1);
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
