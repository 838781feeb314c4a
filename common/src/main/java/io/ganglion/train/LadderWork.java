package io.ganglion.train;

import io.ganglion.optimize.L1Penalty;
import io.ganglion.tensor.Seeds;

/** The mean loss at several points along a ray from the weights, in one pass. */
final class LadderWork implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;
  private final L1Penalty l1;
  private final double[] steps;
  private final long key;

  LadderWork(ModelSpec spec, L1Penalty l1, double[] steps, long key) {
    this.spec = spec;
    this.l1 = l1;
    this.steps = steps.clone();
    this.key = key;
  }

  /** The sums of losses, one a step, and the weight of the rows. */
  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    float[] point = new float[state.weights.length];
    FrozenPass work = new FrozenPass(spec, point, false, Seeds.derive(key, shard));
    double[] losses = new double[steps.length];
    work.run(
        rows,
        place -> {
          // Points are made anew for each batch: they would fill memory, and cost next to nothing.
          for (int i = 0; i < steps.length; i++) {
            l1.point(state.weights, state.vectors[0], steps[i], point);
            losses[i] += work.loss(work.forward());
          }
        });
    double[][] statistics = {losses, {work.weight()}};
    return new Partial(0.0, new float[0][], statistics, 0);
  }
}
