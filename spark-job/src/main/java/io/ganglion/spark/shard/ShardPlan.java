package io.ganglion.spark.shard;

import io.ganglion.spark.row.SortedPlaces;
import io.ganglion.spark.table.Split;
import io.ganglion.tensor.Seeds;
import java.io.Serializable;
import java.util.Map;

/**
 * Says where the row at a position goes. The i-th row of a part belongs to the shard i mod shards,
 * so that shards are equal but for one row and equal rows are spread over them; within its shard a
 * row stands by a rank drawn from its position, so that equal rows are apart there too.
 *
 * <p>Training shards come first, then those of the held-out rows, then those of the test rows.
 *
 * @param split which row is of which part
 * @param rows of the table
 * @param trainingShards the number of shards of the training rows
 * @param heldOutShards the number of shards of the held-out rows, 0 for none
 * @param testShards the number of shards of the test rows, 0 for none
 * @param blockRows the most rows of a block
 * @param windowRows about the rows that are sorted in memory at a time
 * @param key that ranks are drawn under
 */
public record ShardPlan(
    Split split,
    long rows,
    int trainingShards,
    int heldOutShards,
    int testShards,
    int blockRows,
    int windowRows,
    long key)
    implements Serializable {
  private static final long RANKS = 0x7a4c5L;
  private static final int MOST_BLOCK_ROWS = 4096;
  private static final int LEAST_BLOCK_ROWS = 64;
  private static final int BLOCK_VALUES = 4_000_000;

  /** Far less than can be sorted at once, as windows are not all of one size. */
  private static final int MOST_WINDOW_ROWS = SortedPlaces.MOST / 2;

  private static final int WINDOW_VALUES = 8_000_000;

  /** The plan for rows of about {@code width} numbers, under a seed. */
  public static ShardPlan of(
      Split split, long rows, Map<Split.Part, Integer> shards, int width, long seed) {
    int blockRows =
        Math.max(LEAST_BLOCK_ROWS, Math.min(MOST_BLOCK_ROWS, BLOCK_VALUES / Math.max(1, width)));
    return new ShardPlan(
        split,
        rows,
        shards.get(Split.Part.TRAINING),
        shards.getOrDefault(Split.Part.HELD_OUT, 0),
        shards.getOrDefault(Split.Part.TEST, 0),
        blockRows,
        Math.max(blockRows, Math.min(MOST_WINDOW_ROWS, WINDOW_VALUES / Math.max(1, width))),
        Seeds.derive(seed, RANKS));
  }

  /** The number of all shards. */
  int count() {
    return trainingShards + heldOutShards + testShards;
  }

  int shards(Split.Part part) {
    return switch (part) {
      case TRAINING -> trainingShards;
      case HELD_OUT -> heldOutShards;
      case TEST -> testShards;
    };
  }

  /** The number of shards before those of a part. */
  int first(Split.Part part) {
    return switch (part) {
      case TRAINING -> 0;
      case HELD_OUT -> trainingShards;
      case TEST -> trainingShards + heldOutShards;
    };
  }

  /** The number of rows of a part. */
  long rows(Split.Part part) {
    return split.before(part, rows);
  }

  /** The shard of the row at a position. */
  int shard(Split.Part part, long position) {
    return first(part) + (int) (split.before(part, position) % shards(part));
  }

  /** The place of the row within its shard: unsigned, and no two rows have the same. */
  long rank(long position) {
    return Seeds.bits(key, position);
  }

  /** The number of windows of each shard: parts of its ranks that are sorted in memory. */
  int[] windows() {
    int[] windows = new int[count()];
    for (Split.Part part : Split.Part.values()) {
      for (int i = 0; i < shards(part); i++) {
        long ofShard = rows(part) / shards(part) / windowRows;
        windows[first(part) + i] = (int) Math.max(1, Math.min(Integer.MAX_VALUE, ofShard));
      }
    }
    return windows;
  }
}
