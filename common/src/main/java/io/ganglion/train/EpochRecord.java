package io.ganglion.train;

/**
 * What one epoch came to: a row of the history.
 *
 * @param epoch from 1
 * @param training loss and metrics as they were met while the weights moved
 * @param holdout loss and metrics of the weights after the epoch; null without a held-out split
 * @param seconds that the epoch took, the held-out pass included
 * @param samplesPerSecond training examples per second of the whole epoch
 * @param learningRate in the middle of the epoch; NaN where it never changes
 * @param diagnostics of the layers; null where none were made
 * @param cost of the epoch, without the held-out pass
 * @param merging of weights, where the period of averaging was chosen by itself; otherwise null
 */
public record EpochRecord(
    int epoch,
    Scores training,
    Scores holdout,
    double seconds,
    double samplesPerSecond,
    double learningRate,
    EpochDiagnostics diagnostics,
    Cost cost,
    Merging merging) {
  /** An epoch whose learning rate never changes, without diagnostics and cost. */
  public EpochRecord(
      int epoch, Scores training, Scores holdout, double seconds, double samplesPerSecond) {
    this(
        epoch,
        training,
        holdout,
        seconds,
        samplesPerSecond,
        Double.NaN,
        null,
        new Cost(0.0, 0),
        null);
  }

  /** Whether the learning rate changes while training goes on. */
  public boolean scheduled() {
    return !Double.isNaN(learningRate);
  }
}
