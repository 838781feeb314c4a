package io.ganglion.spark;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/**
 * Packs the rows of a partition for their way to the shards: an element is many rows of one window
 * of one shard, whose key is the window's number among those of all shards. Holds a bounded number
 * of values at a time.
 */
final class RowPacking implements Iterator<Tuple2<Integer, RankedBlock>> {
  private static final long MOST_VALUES = 8_000_000;

  private final Iterator<RawChunk> chunks;
  private final Iterator<long[]> positions;
  private final RowEncoding encoding;
  private final ShardPlan plan;
  private final ShardWindows windows;
  private final ChunkEncoder encoder;
  private final RowBuffer[] buffers;
  private final Queue<Tuple2<Integer, RankedBlock>> packed = new ArrayDeque<>();

  private RowPacking(
      Iterator<RawChunk> chunks, Iterator<long[]> positions, ShardPlan plan, RowEncoding encoding) {
    this.chunks = chunks;
    this.positions = positions;
    this.encoding = encoding;
    this.plan = plan;
    this.windows = new ShardWindows(plan);
    this.encoder = new ChunkEncoder(encoding);
    this.buffers = new RowBuffer[windows.count()];
  }

  /** Packs the rows of each partition. */
  static FlatMapFunction2<Iterator<RawChunk>, Iterator<long[]>, Tuple2<Integer, RankedBlock>> by(
      ShardPlan plan, RowEncoding encoding) {
    return (chunks, positions) -> new RowPacking(chunks, positions, plan, encoding);
  }

  @Override
  public boolean hasNext() {
    while (packed.isEmpty() && chunks.hasNext()) {
      pack();
    }
    return !packed.isEmpty();
  }

  @Override
  public Tuple2<Integer, RankedBlock> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return packed.remove();
  }

  private void pack() {
    long values = 0;
    while (values < MOST_VALUES && chunks.hasNext()) {
      RawChunk chunk = chunks.next();
      add(chunk, positions.next());
      values += chunk.numbers.length + chunk.ids.length;
      values += chunk.vectors == null ? 0 : chunk.vectors.index.length;
    }
    for (int key = 0; key < buffers.length; key++) {
      if (buffers[key] != null) {
        packed.add(new Tuple2<>(key, buffers[key].ranked()));
      }
    }
    Arrays.fill(buffers, null);
  }

  private void add(RawChunk chunk, long[] at) {
    encoder.enter(chunk);
    for (int row = 0; row < chunk.rows; row++) {
      Split.Part part = plan.split().part(at[row]);
      if (plan.shards(part) == 0) {
        continue;
      }
      long rank = plan.rank(at[row]);
      int key = windows.key(plan.shard(part, at[row]), rank);
      if (buffers[key] == null) {
        // A little more than its share of the chunk, so that it seldom has to grow.
        buffers[key] = encoding.buffer(4 + chunk.rows / buffers.length * 5 / 4);
      }
      encoder.add(row, rank, part == Split.Part.TRAINING, buffers[key]);
    }
  }
}
