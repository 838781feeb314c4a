package io.ganglion.spark;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import scala.Tuple2;

/**
 * Packs the rows of a partition for their way to the shards: an element is many rows of one window
 * of one shard. Holds a bounded number of values at a time.
 */
final class RowPacking implements Iterator<Tuple2<Long, RankedBlock>> {
  private static final long MOST_VALUES = 8_000_000;

  private final Iterator<HashedRow> rows;
  private final Positions positions;
  private final ShardPlan plan;
  private final RowEncoding encoding;
  private final Queue<Tuple2<Long, RankedBlock>> packed = new ArrayDeque<>();

  RowPacking(
      Iterator<HashedRow> rows, BucketOffsets offsets, ShardPlan plan, RowEncoding encoding) {
    this.rows = rows;
    this.positions = new Positions(offsets);
    this.plan = plan;
    this.encoding = encoding;
  }

  @Override
  public boolean hasNext() {
    if (packed.isEmpty()) {
      pack();
    }
    return !packed.isEmpty();
  }

  @Override
  public Tuple2<Long, RankedBlock> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return packed.remove();
  }

  private void pack() {
    Map<Long, RowBuffer> buffers = new HashMap<>();
    long most = Math.max(1, MOST_VALUES / encoding.schema().width());
    for (long n = 0; n < most && rows.hasNext(); n++) {
      HashedRow row = rows.next();
      long position = positions.next(row.getHash());
      int shard = plan.shard(position);
      long rank = plan.rank(position);
      buffers
          .computeIfAbsent(
              ShardWindow.key(shard, plan.window(shard, rank)), k -> encoding.buffer(4))
          .add(row, rank, encoding);
    }
    buffers.forEach((key, buffer) -> packed.add(new Tuple2<>(key, buffer.ranked())));
  }
}
