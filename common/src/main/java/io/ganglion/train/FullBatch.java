package io.ganglion.train;

import io.ganglion.data.Augmentation;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.Regularization;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Minimizer} at the driver, over an objective that the cluster evaluates: an epoch is an
 * iteration. Its scores over the training rows are those of the weights that it ends with.
 */
public final class FullBatch implements TrainingStrategy {
  /** The rows whose activations are in memory at a time. */
  public static final int ROWS_AT_ONCE = FrozenPass.BATCH_SIZE;

  private final ModelSpec spec;
  private final Minimizer minimizer;
  private final Regularization regularization;
  private final long seed;

  /**
   * A strategy.
   *
   * @param seed of dropout, and of the rows that curvature is taken from
   */
  public FullBatch(ModelSpec spec, Minimizer minimizer, Regularization regularization, long seed) {
    this.spec = spec;
    this.minimizer = minimizer;
    this.regularization = regularization;
    this.seed = seed;
  }

  /**
   * Checks that a minimiser can lower the loss of a network.
   *
   * @throws NetworkException naming the layers that it cannot take
   */
  public static void check(Minimizer minimizer, ModelSpec spec, Network network) {
    if (network.undirected()) {
      List<String> names = List.of(spec.network().undirected().kind());
      refuse(minimizer, "network", names, "exact gradients of its loss");
    }
    if (!minimizer.takesRandom()) {
      refuse(minimizer, "network", network.randomLayers(), "the same loss whenever it looks");
    }
    refuse(minimizer, "network", network.batchDependentLayers(), "a loss that is a sum over rows");
    List<String> augment = spec.augment().stream().map(Augmentation::kind).toList();
    refuse(minimizer, "data.augment", augment, "the same rows whenever it looks");
  }

  private static void refuse(Minimizer minimizer, String where, List<String> found, String needs) {
    if (!found.isEmpty()) {
      throw new NetworkException(
          String.format(
              "%s: %s needs %s, found %s: remove it, or take an optimizer of mini-batches such as"
                  + " adam",
              where, minimizer.kind(), needs, String.join(", ", found)));
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
    if (Arrays.equals(weights, state.weights)) {
      // Nothing lower was found, and the last gradient was taken at weights that were refused.
      objective.valueAndGradient(weights, new float[weights.length]);
    }
    TrainState next = new TrainState(weights, moved.vectors, moved.scalars, epoch, epoch);
    return new Outcome(
        next,
        objective.scores(),
        Double.NaN,
        objective.diagnostics(),
        objective.cost(),
        null,
        progress.converged());
  }
}
