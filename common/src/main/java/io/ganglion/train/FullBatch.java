package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.Regularization;
import io.ganglion.tensor.Seeds;
import java.util.List;

/**
 * A {@link Minimizer} at the driver, over an objective that the cluster evaluates: an epoch is an
 * iteration. Its scores over the training rows are those of the weights that it ends with.
 */
public final class FullBatch implements TrainingStrategy {
  private final ModelSpec spec;
  private final Minimizer minimizer;
  private final Regularization regularization;
  private final long seed;

  /**
   * A strategy.
   *
   * @param seed of dropout, and of the rows that curvature is taken from
   * @throws NetworkException if the minimiser cannot take a layer of the network
   */
  public FullBatch(ModelSpec spec, Minimizer minimizer, Regularization regularization, long seed) {
    this.spec = spec;
    this.minimizer = minimizer;
    this.regularization = regularization;
    this.seed = seed;
    Network network = spec.bind();
    if (!minimizer.takesRandom()) {
      refuse(network.randomLayers(), "the same loss each time it looks, and they draw anew");
    }
    refuse(network.batchDependentLayers(), "a loss that is a sum over rows");
  }

  private void refuse(List<String> layers, String needs) {
    if (!layers.isEmpty()) {
      throw new NetworkException(
          String.format(
              "network: %s needs %s: remove %s, or take a first-order optimizer such as adam",
              minimizer.kind(), needs, String.join(", ", layers)));
    }
  }

  @Override
  public TrainState start(float[] weights) {
    Minimizer.State state = minimizer.start(weights.length);
    return new TrainState(weights, state.vectors, state.scalars, 0, 0);
  }

  @Override
  public TrainState judged(TrainState state, double heldOut) {
    return state;
  }

  @Override
  public Outcome epoch(TrainState state, Cluster training) {
    int epoch = state.epoch + 1;
    ClusterObjective objective =
        new ClusterObjective(
            spec, regularization, training, "epoch " + epoch, Seeds.derive(seed, epoch));
    float[] weights = state.weights.clone();
    // The vectors are moved in place: those of a long memory would not fit twice.
    Minimizer.State moved = new Minimizer.State(state.vectors, state.scalars.clone());
    Minimizer.Progress progress = minimizer.step(objective, weights, moved, epoch);
    if (!Double.isFinite(progress.value())) {
      throw new DivergedException(
          "epoch "
              + epoch
              + ": the training loss is not a finite number: look for extreme values in the data,"
              + " or put a normalization layer first if there is none",
          state);
    }
    TrainState next = new TrainState(weights, moved.vectors, moved.scalars, epoch, epoch);
    return new Outcome(
        next,
        objective.scores(),
        Double.NaN,
        objective.diagnostics(),
        objective.cost(),
        progress.converged());
  }
}
