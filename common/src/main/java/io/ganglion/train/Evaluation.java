package io.ganglion.train;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;

/** Loss and metrics of given weights over a split, in one pass. */
public final class Evaluation implements ShardTask {
  private static final long serialVersionUID = 1L;

  /** Fixed, since the bits of a product may depend on its shape. */
  private static final int BATCH_SIZE = 256;

  private final ModelSpec spec;
  private final long examples;

  private Evaluation(ModelSpec spec, long examples) {
    this.spec = spec;
    this.examples = examples;
  }

  /**
   * Evaluates the weights of {@code state}.
   *
   * @param label what a user is shown of it: "epoch 12: held-out"
   */
  public static Scores of(ModelSpec spec, TrainState state, Cluster split, String label) {
    TrainState light =
        new TrainState(state.weights, new float[0][], new double[0], state.steps, state.epoch);
    Total total = split.run(label, light, new Evaluation(spec, split.examples()));
    return ScoreKeeper.merge(spec, total.statistics());
  }

  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    Network network = spec.bind();
    Pass pass = network.pass(state.weights, null);
    Batch batch = new Batch(spec.columns());
    Batcher batches = Batcher.inOrder(rows.blocks(), BATCH_SIZE);
    ScoreKeeper scores = new ScoreKeeper(spec, examples);
    while (batches.next(batch)) {
      network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
      Matrix out = network.forward(pass);
      scores.add(out, batch.targets, loss(out, batch));
    }
    return new Partial(0.0, new float[0][], scores.states(), 0);
  }

  private double loss(Matrix out, Batch batch) {
    // With scaled targets the keeper computes the loss itself, in the units of the data.
    return spec.scaling().none() ? spec.loss().valueAndGradient(out, batch.targets, null) : 0.0;
  }
}
