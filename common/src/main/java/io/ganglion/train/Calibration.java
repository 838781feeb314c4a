package io.ganglion.train;

/**
 * Predicted probabilities against what came true, in bins of equal width.
 *
 * <p>Source: Niculescu-Mizil & Caruana 2005, "Predicting good probabilities with supervised
 * learning" (reliability diagrams).
 */
public final class Calibration {
  /** The number of bins. */
  public static final int BINS = 10;

  private static final int FIELDS = 4;

  /** For each bin: rows, weight, weighted sum of probabilities, weight of what came true. */
  private final double[] state;

  Calibration() {
    this(new double[FIELDS * BINS]);
  }

  Calibration(double[] state) {
    this.state = state;
  }

  void add(double probability, boolean came, double weight) {
    int bin = FIELDS * Math.max(0, Math.min(BINS - 1, (int) (BINS * probability)));
    state[bin] += 1.0;
    state[bin + 1] += weight;
    state[bin + 2] += weight * probability;
    state[bin + 3] += came ? weight : 0.0;
  }

  void merge(double[] other) {
    for (int i = 0; i < state.length; i++) {
      state[i] += other[i];
    }
  }

  double[] state() {
    return state;
  }

  /** The number of rows in a bin. */
  public long rows(int bin) {
    return (long) state[FIELDS * bin];
  }

  /** The mean probability of a bin; NaN without rows. */
  public double predicted(int bin) {
    return state[FIELDS * bin + 2] / state[FIELDS * bin + 1];
  }

  /** The share of a bin's rows that came true; NaN without rows. */
  public double observed(int bin) {
    return state[FIELDS * bin + 3] / state[FIELDS * bin + 1];
  }

  /**
   * The expected calibration error: the mean of {@code |observed − predicted|} over the bins, each
   * counted by the weight of its rows.
   *
   * <p>Source: Naeini, Cooper & Hauskrecht 2015, equation 3.
   */
  public double error() {
    double sum = 0.0;
    double weight = 0.0;
    for (int bin = 0; bin < FIELDS * BINS; bin += FIELDS) {
      sum += Math.abs(state[bin + 3] - state[bin + 2]);
      weight += state[bin + 1];
    }
    return sum / weight;
  }
}
