package io.ganglion.spark.shard;

import io.ganglion.spark.row.RawChunk;
import io.ganglion.spark.table.Split;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
  private final int trainingWindows;
  private final Queue<Tuple2<Integer, RankedBlock>> packed = new ArrayDeque<>();

  private RowPacking(
      Iterator<RawChunk> chunks, Iterator<long[]> positions, ShardPlan plan, RowEncoding encoding) {
    this.chunks = chunks;
    this.positions = positions;
    this.encoding = encoding;
    this.plan = plan;
    this.windows = new ShardWindows(plan);
    this.encoder = new ChunkEncoder(encoding);
    this.trainingWindows = windows.before(plan.trainingShards());
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
    List<RawChunk> group = new ArrayList<>();
    List<long[]> at = new ArrayList<>();
    List<int[]> keys = new ArrayList<>();
    int[] counts = new int[windows.count()];
    long values = 0;
    while (values < MOST_VALUES && chunks.hasNext()) {
      RawChunk chunk = chunks.next();
      group.add(chunk);
      at.add(positions.next());
      keys.add(keys(at.get(at.size() - 1), counts));
      values += (long) chunk.rows() * chunk.numbers.length + chunk.ids.length;
      values += chunk.vectors == null ? 0 : chunk.vectors.index.length;
    }
    RowBuffer[] buffers = new RowBuffer[counts.length];
    for (int key = 0; key < counts.length; key++) {
      buffers[key] = counts[key] == 0 ? null : new RowBuffer(encoding, counts[key]);
    }
    for (int i = 0; i < group.size(); i++) {
      encode(group.get(i), at.get(i), keys.get(i), buffers);
    }
    for (int key = 0; key < counts.length; key++) {
      if (buffers[key] != null) {
        packed.add(new Tuple2<>(key, buffers[key].ranked()));
      }
    }
  }

  /** The window of each row, counted; −1 for a row of a part without shards. */
  private int[] keys(long[] at, int[] counts) {
    int[] keys = new int[at.length];
    for (int row = 0; row < keys.length; row++) {
      Split.Part part = plan.split().part(at[row]);
      keys[row] = -1;
      if (plan.shards(part) > 0) {
        keys[row] = windows.key(plan.shard(part, at[row]), plan.rank(at[row]));
        counts[keys[row]]++;
      }
    }
    return keys;
  }

  private void encode(RawChunk chunk, long[] at, int[] keys, RowBuffer[] buffers) {
    encoder.enter(chunk);
    for (int row = 0; row < keys.length; row++) {
      if (keys[row] >= 0) {
        boolean training = keys[row] < trainingWindows;
        encoder.add(row, plan.rank(at[row]), training, buffers[keys[row]]);
      }
    }
  }
}
