package io.ganglion.train;

import io.ganglion.data.Block;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Seeds;
import java.util.Iterator;

/**
 * Digests the rows of a cluster, as they stand in its shards: other rows, another order or other
 * shards give another digest, but for chance.
 */
public final class DataDigest implements ShardTask {
  private static final long serialVersionUID = 1L;
  private static final int HALF = 32;

  private DataDigest() {}

  /** The digest of numbers in their order. */
  public static long of(float[] values) {
    return add(0, values);
  }

  /** The digest of all shards. */
  public static long of(Cluster cluster) {
    TrainState nothing = TrainState.start(new float[0], 0);
    Total total = cluster.run("data: a digest of the rows", nothing, new DataDigest());
    long digest = total.statistics().size();
    for (double[][] shard : total.statistics()) {
      digest = Seeds.derive(digest, ((long) shard[0][0] << HALF) | (long) shard[0][1]);
    }
    return digest;
  }

  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    long digest = rows.examples();
    Iterator<Block> blocks = rows.blocks();
    while (blocks.hasNext()) {
      digest = add(digest, blocks.next());
    }
    // A double holds whole numbers of half as many bits.
    double[] halves = {digest >>> HALF, digest & ((1L << HALF) - 1)};
    return new Partial(0.0, new float[0][], new double[][] {halves}, 0);
  }

  private static long add(long digest, Block block) {
    long h = Seeds.derive(Seeds.derive(digest, block.examples, block.rows), block.hops);
    h = add(h, block.numeric);
    h = add(h, block.ids);
    h = add(h, block.values);
    h = add(h, block.base);
    h = add(h, block.classes);
    h = add(h, block.weights);
    h = add(h, block.rowStart);
    h = add(h, block.seed);
    h = add(h, block.edgeStart);
    h = add(h, block.source);
    h = add(h, block.edgeWeight);
    h = add(h, block.edgeNumeric);
    h = add(h, block.degree);
    return block.sparse == null ? h : add(h, block.sparse);
  }

  private static long add(long digest, Csr sparse) {
    long h = digest;
    for (int r = 0; r <= sparse.rows; r++) {
      h = step(h, sparse.start[r]);
    }
    for (int k = sparse.start[0]; k < sparse.start[sparse.rows]; k++) {
      h = step(step(h, sparse.index[k]), Float.floatToRawIntBits(sparse.value[k]));
    }
    return h;
  }

  private static long add(long digest, float[] values) {
    if (values == null) {
      return step(digest, -1);
    }
    long h = step(digest, values.length);
    for (float value : values) {
      h = step(h, Float.floatToRawIntBits(value));
    }
    return h;
  }

  private static long add(long digest, int[] values) {
    if (values == null) {
      return step(digest, -1);
    }
    long h = step(digest, values.length);
    for (int value : values) {
      h = step(h, value);
    }
    return h;
  }

  /** A multiplication by an odd number and a rotation lose nothing of what was before. */
  private static long step(long h, int value) {
    return Long.rotateLeft((h ^ value) * 0x9E3779B97F4A7C15L, 29);
  }
}
