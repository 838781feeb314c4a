package io.ganglion.spark.shard;

import io.ganglion.tensor.Seeds;
import java.util.Arrays;
import org.apache.spark.Partitioner;

/**
 * Numbers the windows of all shards: parts of a shard's ranks that are sorted in memory. Sends
 * those of a shard to the partition of the same number.
 */
final class ShardWindows extends Partitioner {
  private static final long serialVersionUID = 1L;

  /** The parts of a window that are sorted one after the other. */
  static final int PIECES = 8;

  /** The number of the first window of each shard, and behind them the number of all. */
  private final int[] first;

  ShardWindows(ShardPlan plan) {
    int[] windows = plan.windows();
    first = new int[windows.length + 1];
    for (int shard = 0; shard < windows.length; shard++) {
      first[shard + 1] = Math.addExact(first[shard], windows[shard]);
    }
  }

  int count() {
    return first[first.length - 1];
  }

  /** The number of windows before those of a shard. */
  int before(int shard) {
    return first[shard];
  }

  /** The window of a row. */
  int key(int shard, long rank) {
    return first[shard] + Seeds.below(pieces(shard), rank) / PIECES;
  }

  /** The piece of its window that a row is part of. */
  int piece(int shard, long rank) {
    return Seeds.below(pieces(shard), rank) % PIECES;
  }

  private int pieces(int shard) {
    return PIECES * (first[shard + 1] - first[shard]);
  }

  @Override
  public int numPartitions() {
    return first.length - 1;
  }

  @Override
  public int getPartition(Object key) {
    int place = Arrays.binarySearch(first, (Integer) key);
    return place >= 0 ? place : -2 - place;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardWindows windows && Arrays.equals(windows.first, first);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(first);
  }
}
