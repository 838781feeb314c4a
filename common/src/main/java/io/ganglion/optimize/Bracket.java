package io.ganglion.optimize;

/**
 * The interval of a line search: at its lower end the function is low and still goes down, at its
 * upper end, where there is one, it is higher or goes up. So there is a minimum between them.
 */
final class Bracket {
  /** How much of the interval an interpolated point keeps from its ends. */
  private static final double MARGIN = 0.1;

  private static final int RUNGS = 7;

  private double low;
  private double lowValue;
  private double lowSlope;
  private double before;
  private double slopeBefore = Double.NaN;
  private double high = Double.POSITIVE_INFINITY;
  private double highValue;
  private double highSlope;

  /** From 0 without an upper end. */
  Bracket(double value, double slope) {
    this.lowValue = value;
    this.lowSlope = slope;
  }

  /**
   * Takes in a point inside the interval.
   *
   * @param low whether its value is low enough for its distance from the start
   */
  void narrow(double t, double value, double slope, boolean low) {
    boolean goesOn = low && value <= lowValue + Math.abs(lowValue) * 1e-7 && slope < 0.0;
    if (goesOn) {
      before = this.low;
      slopeBefore = lowSlope;
      this.low = t;
      lowValue = value;
      lowSlope = slope;
      return;
    }
    high = t;
    highValue = value;
    highSlope = slope;
  }

  /** The length of the lower end. */
  double lowest() {
    return low;
  }

  /** The next length to try: a minimum of the cubic through both ends, or beyond the lower one. */
  double interpolated() {
    if (high == Double.POSITIVE_INFINITY) {
      return extrapolated();
    }
    double width = high - low;
    double t = low + (Double.isFinite(highValue) ? cubic(width) : MARGIN * width);
    if (Double.isNaN(t)) {
      t = low + width / 2;
    }
    return Math.max(low + MARGIN * width, Math.min(high - MARGIN * width, t));
  }

  /** Where the slope would be 0 if it went on as it did, 1.1 to 10 times as far. */
  private double extrapolated() {
    double zero = low + (low - before) * lowSlope / (slopeBefore - lowSlope);
    boolean bends = lowSlope > slopeBefore;
    return bends ? Math.max(1.1 * low, Math.min(10.0 * low, zero)) : 10.0 * low;
  }

  /** Nocedal &amp; Wright 2006, equation 3.59. */
  private double cubic(double width) {
    double d1 = lowSlope + highSlope + 3.0 * (lowValue - highValue) / width;
    double d2 = Math.sqrt(d1 * d1 - lowSlope * highSlope);
    return width * (1.0 - (highSlope + d2 - d1) / (highSlope - lowSlope + 2.0 * d2));
  }

  /** Lengths evenly inside the interval; without an upper end doubling beyond the lower one. */
  double[] rungs() {
    double[] rungs = new double[RUNGS];
    for (int i = 0; i < RUNGS; i++) {
      rungs[i] =
          high == Double.POSITIVE_INFINITY
              ? low * Math.pow(2.0, i + 1)
              : low + (high - low) * (i + 1) / (RUNGS + 1);
    }
    return rungs;
  }
}
