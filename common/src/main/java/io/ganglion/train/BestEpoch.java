package io.ganglion.train;

/**
 * Keeps the weights of the best epoch so far, and counts the epochs since the last improvement
 * worth counting.
 */
public final class BestEpoch {
  private final float[] weights;
  private final int epoch;
  private final double value;
  private final double reference;
  private final int waited;

  /**
   * What is known of the epochs so far. Values that should rise have their sign turned.
   *
   * @param weights of the best epoch; null before the first
   * @param epoch the best, from 1
   * @param value that was watched, of the best epoch
   * @param reference that has to be improved on for the patience
   * @param waited epochs since that was done
   */
  public BestEpoch(float[] weights, int epoch, double value, double reference, int waited) {
    this.weights = weights;
    this.epoch = epoch;
    this.value = value;
    this.reference = reference;
    this.waited = waited;
  }

  /** Before the first epoch. */
  static BestEpoch none() {
    return new BestEpoch(null, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
  }

  /**
   * With an epoch more; of equals the earliest stays the best.
   *
   * @param value smaller is better
   * @param minChange below which an improvement does not count for the patience
   */
  BestEpoch with(int epoch, double value, float[] weights, double minChange) {
    boolean better = value < this.value || this.weights == null;
    boolean counts = value < reference - minChange;
    return new BestEpoch(
        better ? weights : this.weights,
        better ? epoch : this.epoch,
        better ? value : this.value,
        counts ? value : reference,
        counts ? 0 : waited + 1);
  }

  /** Shared, not to be written; null before the first epoch. */
  public float[] weights() {
    return weights;
  }

  public int epoch() {
    return epoch;
  }

  public double value() {
    return value;
  }

  public double reference() {
    return reference;
  }

  /** Epochs since the last improvement of more than the minimum change. */
  public int waited() {
    return waited;
  }
}
