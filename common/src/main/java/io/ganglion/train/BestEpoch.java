package io.ganglion.train;

/**
 * Keeps the weights of the best epoch so far, and counts the epochs since the last improvement
 * worth counting.
 */
final class BestEpoch {
  private final double sign;
  private final double minChange;
  private float[] weights;
  private int epoch;
  private double best = Double.POSITIVE_INFINITY;
  private double reference = Double.POSITIVE_INFINITY;
  private int waited;

  /**
   * Before the first epoch.
   *
   * @param largerIsBetter whether the monitored value should rise
   * @param minChange below which an improvement does not count for the patience
   */
  BestEpoch(boolean largerIsBetter, double minChange) {
    this.sign = largerIsBetter ? -1.0 : 1.0;
    this.minChange = minChange;
  }

  /** Takes in an epoch; of equals the earliest stays the best. */
  void offer(int epoch, double monitored, float[] weights) {
    double value = sign * monitored;
    if (value < best || this.weights == null) {
      best = value;
      this.epoch = epoch;
      this.weights = weights;
    }
    if (value < reference - minChange) {
      reference = value;
      waited = 0;
    } else {
      waited++;
    }
  }

  float[] weights() {
    return weights;
  }

  int epoch() {
    return epoch;
  }

  /** Epochs since the last improvement of more than the minimum change. */
  int waited() {
    return waited;
  }
}
