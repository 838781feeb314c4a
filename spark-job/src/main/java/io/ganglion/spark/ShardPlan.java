package io.ganglion.spark;

import io.ganglion.tensor.Seeds;
import java.io.Serializable;

/**
 * Says where the row at a position goes. The i-th row of a split belongs to the shard i mod shards,
 * so that shards are equal but for one row and equal rows are spread over them; within its shard a
 * row stands by a rank drawn from its position, so that equal rows are apart there too.
 *
 * <p>Training shards come first, those of the held-out rows after them.
 *
 * @param split which rows are held out
 * @param rows of the table
 * @param trainingShards the number of shards of the training rows
 * @param heldOutShards the number of shards of the held-out rows, 0 for none
 * @param blockRows the most rows of a block
 * @param key that ranks are drawn under
 */
record ShardPlan(
    Split split, long rows, int trainingShards, int heldOutShards, int blockRows, long key)
    implements Serializable {
  private static final long RANKS = 0x7a4c5L;
  private static final int MOST_BLOCK_ROWS = 4096;
  private static final int LEAST_BLOCK_ROWS = 64;
  private static final int BLOCK_VALUES = 4_000_000;

  /** The plan for rows of {@code width} numbers, under a seed. */
  static ShardPlan of(
      Split split, long rows, int trainingShards, int heldOutShards, int width, long seed) {
    int blockRows =
        Math.max(LEAST_BLOCK_ROWS, Math.min(MOST_BLOCK_ROWS, BLOCK_VALUES / Math.max(1, width)));
    long key = Seeds.derive(seed, RANKS);
    return new ShardPlan(split, rows, trainingShards, heldOutShards, blockRows, key);
  }

  /** The number of all shards. */
  int shards() {
    return trainingShards + heldOutShards;
  }

  /** The shard of the row at a position. */
  int shard(long position) {
    long heldOut = split.heldOutBefore(position);
    return split.heldOut(position)
        ? trainingShards + (int) (heldOut % heldOutShards)
        : (int) ((position - heldOut) % trainingShards);
  }

  /** The place of the row within its shard: unsigned, and no two rows have the same. */
  long rank(long position) {
    return Seeds.bits(key, position);
  }

  /** The part of a shard's ranks that is sorted in memory: of about a block's rows. */
  int window(int shard, long rank) {
    return Seeds.below(windows(shard), rank);
  }

  private int windows(int shard) {
    long heldOut = split.heldOutBefore(rows);
    long ofShard =
        shard < trainingShards ? (rows - heldOut) / trainingShards : heldOut / heldOutShards;
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, ofShard / blockRows));
  }
}
