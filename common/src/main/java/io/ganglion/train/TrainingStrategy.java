package io.ganglion.train;

/** How an epoch moves the weights. */
public interface TrainingStrategy {
  /** The state before training, from fresh weights. */
  TrainState start(float[] weights);

  /**
   * The state that the next epoch starts from, now that held-out rows have judged the last one.
   *
   * @param heldOut the value that is watched; smaller is better
   */
  TrainState judged(TrainState state, double heldOut);

  /**
   * One epoch over the training rows.
   *
   * @throws DivergedException if the loss is no longer finite
   */
  Outcome epoch(TrainState state, Cluster training);

  /**
   * What an epoch led to.
   *
   * @param statistics a {@link Scores} total over the training rows, as they were met
   * @param learningRate in the middle of the epoch; NaN where it never changes
   * @param diagnostics of the layers; null where none were made
   * @param cost of the epoch
   * @param merging null where it was not measured
   * @param converged why another epoch would gain nothing; null where it would
   */
  record Outcome(
      TrainState state,
      Scores statistics,
      double learningRate,
      EpochDiagnostics diagnostics,
      Cost cost,
      Merging merging,
      String converged) {}
}
