package io.ganglion.train;

import io.ganglion.tensor.Ranges;
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
      Ranges trained = TrainedRanges.all(work.network());
      float[] signs = new float[state.weights.length];
      work.run(
          rows,
          share,
          place -> {
            for (int i = 0; i < trained.count(); i++) {
              HutchinsonDiagonal.drawSigns(
                  signs, trained.from(i), trained.to(i), Seeds.derive(shardKey, place, 2));
            }
            work.addCurvature(work.forward(), signs);
            work.addSigned(signs);
          });
    } else {
      float[] direction = state.vectors[0];
      work.run(rows, share, place -> work.addCurvature(work.forward(), direction));
    }
    return work.partial(new double[][] {{work.examples()}});
  }
}
