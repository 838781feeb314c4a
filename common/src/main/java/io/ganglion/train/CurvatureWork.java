package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Seeds;

/**
 * The product of the Gauss–Newton matrix of the mean loss with a vector, or a draw of its diagonal,
 * over a share of the rows.
 */
final class CurvatureWork implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;
  private final double share;
  private final boolean diagonal;
  private final long key;

  CurvatureWork(ModelSpec spec, double share, boolean diagonal, long key) {
    this.spec = spec;
    this.share = share;
    this.diagonal = diagonal;
    this.key = key;
  }

  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    long shardKey = Seeds.derive(key, shard);
    if (rows.examples() == 0) {
      return new Partial(0.0, new float[0][], new double[][] {{0.0}}, 0);
    }
    FrozenPass work = new FrozenPass(spec, state.weights, true, shardKey);
    if (diagonal) {
      Network network = work.network();
      float[] signs = new float[state.weights.length];
      work.run(
          rows,
          share,
          place -> {
            drawSigns(network, signs, Seeds.derive(shardKey, place, 2));
            work.addCurvature(work.forward(), signs);
            work.addSigned(signs);
          });
    } else {
      float[] direction = state.vectors[0];
      work.run(rows, share, place -> work.addCurvature(work.forward(), direction));
    }
    return work.partial(new double[][] {{work.examples()}});
  }

  /** 1 or −1 for trained parameters, 0 for others. */
  private static void drawSigns(Network network, float[] signs, long key) {
    for (Slot slot : network.slots()) {
      if (!slot.kind().trainable()) {
        continue;
      }
      for (int i = slot.offset(); i < slot.end(); i++) {
        // One draw serves 64 parameters.
        signs[i] = (Seeds.bits(key, i >> 6) >>> i & 1L) == 0L ? -1f : 1f;
      }
    }
  }
}
