package io.ganglion.train;

import java.util.Arrays;

/**
 * How often which residual comes up, in bins whose width is the smallest power of two with which
 * all residuals fit. When one does not fit, neighbours are joined; so the bins do not depend on the
 * order of the rows, and histograms of shards merge exactly.
 */
public final class ResidualHistogram {
  /** The number of bins on each side of 0. */
  public static final int HALF = 256;

  private static final int HALF_EXPONENT = 8;

  /** First the exponent of the bins' width, then the weight of each bin. */
  private final double[] state;

  /** An empty histogram. */
  public ResidualHistogram() {
    this.state = new double[1 + 2 * HALF];
    state[0] = Double.MIN_EXPONENT;
  }

  /** Takes in a finite residual. */
  public void add(double residual, double weight) {
    int fitting = Math.getExponent(residual) + 1 - HALF_EXPONENT;
    if (fitting > exponent()) {
      coarsen(state, fitting);
    }
    int bin = (int) Math.floor(residual / width());
    state[1 + HALF + bin] += weight;
  }

  void merge(double[] given) {
    double[] other = given.clone();
    if (other[0] > state[0]) {
      coarsen(state, (int) other[0]);
    } else {
      coarsen(other, exponent());
    }
    for (int i = 1; i < state.length; i++) {
      state[i] += other[i];
    }
  }

  private static void coarsen(double[] state, int exponent) {
    int shift = Math.min(Integer.SIZE - 1, exponent - (int) state[0]);
    state[0] = exponent;
    if (shift == 0) {
      return;
    }
    double[] fine = Arrays.copyOfRange(state, 1, state.length);
    Arrays.fill(state, 1, state.length, 0.0);
    for (int i = 0; i < fine.length; i++) {
      state[1 + HALF + ((i - HALF) >> shift)] += fine[i];
    }
  }

  private int exponent() {
    return (int) state[0];
  }

  double[] state() {
    return state;
  }

  /** The width of a bin. */
  public double width() {
    return Math.scalb(1.0, exponent());
  }

  /**
   * The weight of a bin.
   *
   * @param bin from −{@link #HALF} on, below {@link #HALF}; it holds {@code [bin, bin + 1) · width}
   */
  public double weight(int bin) {
    return state[1 + HALF + bin];
  }
}
