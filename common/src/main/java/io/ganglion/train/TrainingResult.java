package io.ganglion.train;

import java.util.List;

/** What training led to: the weights of the best epoch, and how it got there. */
public final class TrainingResult {
  private final float[] weights;
  private final int bestEpoch;
  private final List<EpochRecord> epochs;
  private final String stopped;

  TrainingResult(float[] weights, int bestEpoch, List<EpochRecord> epochs, String stopped) {
    this.weights = weights;
    this.bestEpoch = bestEpoch;
    this.epochs = List.copyOf(epochs);
    this.stopped = stopped;
  }

  /** All parameters after the best epoch. */
  public float[] weights() {
    return weights;
  }

  /** The epoch whose weights these are, from 1. */
  public int bestEpoch() {
    return bestEpoch;
  }

  public List<EpochRecord> epochs() {
    return epochs;
  }

  /** Why training ended, in words. */
  public String stopped() {
    return stopped;
  }
}
