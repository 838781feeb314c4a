package io.ganglion.optimize;

import io.ganglion.tensor.Kernels;

/**
 * Looks along a direction of descent for a step length t that satisfies the strong Wolfe
 * conditions: {@code f(t) ≤ f(0) + c₁ t f′(0)} and {@code |f′(t)| ≤ c₂ |f′(0)|}.
 *
 * <p>Each trial is one pass for value and gradient, of which the last one serves the next iteration
 * too. Where three trials with interpolated lengths miss, or nothing is known of the scale, a
 * ladder of lengths is evaluated in one pass, without gradients. Near a minimum, where differences
 * of values drown in float32, the condition on values gives way to the approximate one.
 *
 * <p>Source: Nocedal &amp; Wright 2006, section 3.5; the approximate condition: Hager &amp; Zhang
 * 2005, "A new conjugate gradient method with guaranteed descent and an efficient line search",
 * equation 4.1.
 */
final class LineSearch {
  private static final double DECREASE = 1e-4;

  /** Of values, relative: what float32 in the forward pass leaves of them. */
  private static final double NOISE = 2e-7;

  private static final int TRIALS = 15;

  private final Objective objective;
  private final float[] from;
  private final float[] direction;
  private final double value;
  private final double slope;
  private final double curvature;
  private final Bracket bracket;
  private double found;

  /**
   * A search.
   *
   * @param from where it starts, not written
   * @param value at the start
   * @param slope along the direction at the start, below 0
   * @param curvature c₂, in (c₁, 1): the smaller, the nearer to the lowest point
   */
  LineSearch(
      Objective objective,
      float[] from,
      float[] direction,
      double value,
      double slope,
      double curvature) {
    this.objective = objective;
    this.from = from;
    this.direction = direction;
    this.value = value;
    this.slope = slope;
    this.curvature = curvature;
    this.bracket = new Bracket(value, slope);
  }

  /**
   * Searches from a length of about the right scale.
   *
   * @param weights out: the new weights
   * @param gradient out: the gradient there
   * @return the step length; 0 if nothing lower was found, and then weights and gradient are of no
   *     use
   */
  double from(double first, float[] weights, float[] gradient) {
    double t = first;
    for (int trial = 1; trial <= TRIALS; trial++) {
      double v = evaluate(t, weights, gradient);
      double s = Kernels.dot(gradient, direction);
      if (accepts(t, v, s)) {
        return t;
      }
      boolean low = v <= value + DECREASE * t * slope + NOISE * Math.abs(value);
      bracket.narrow(t, v, s, low);
      t =
          trial % 4 == 3
              ? Ladder.lowest(objective, from, direction, bracket.rungs())
              : bracket.interpolated();
    }
    t = bracket.lowest();
    return t > 0.0 && evaluate(t, weights, gradient) < value ? t : 0.0;
  }

  /** Searches where nothing is known of the scale but {@code first}: a ladder over 4^±2 of it. */
  double around(double first, float[] weights, float[] gradient) {
    double[] rungs = new double[5];
    for (int i = 0; i < rungs.length; i++) {
      rungs[i] = first * Math.pow(4.0, i - rungs.length / 2);
    }
    return from(Ladder.lowest(objective, from, direction, rungs), weights, gradient);
  }

  private double evaluate(double t, float[] weights, float[] gradient) {
    L1Penalty.NONE.point(from, direction, t, weights);
    found = objective.valueAndGradient(weights, gradient);
    return found;
  }

  private boolean accepts(double t, double v, double s) {
    if (!Double.isFinite(v) || !Double.isFinite(s)) {
      return false;
    }
    boolean lower = v <= value + DECREASE * t * slope;
    boolean flat = Math.abs(s) <= -curvature * slope;
    boolean approximately =
        v <= value && s >= curvature * slope && s <= (2.0 * DECREASE - 1.0) * slope;
    return (lower && flat) || approximately;
  }

  /** The value at the length that was returned. */
  double value() {
    return found;
  }
}
