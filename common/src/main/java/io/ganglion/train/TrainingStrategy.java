package io.ganglion.train;

/** How an epoch moves the weights. */
public interface TrainingStrategy {
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
   * @param diagnostics of the layers; null where none were made
   */
  record Outcome(TrainState state, Scores statistics, EpochDiagnostics diagnostics) {}
}
