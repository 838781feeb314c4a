package io.ganglion.optimize;

/**
 * Looks along a direction for a lower point of its orthant: {@code f(w′) ≤ f(w) + c₁ pᵀ(w′ − w)},
 * where p is the pseudo-gradient and w′ a {@linkplain L1Penalty#point projected} point. The first
 * length is tried with its gradient; where it misses, one pass evaluates a whole ladder below it.
 *
 * <p>Source: Andrew &amp; Gao 2007, section 3.2.
 */
final class OrthantSearch {
  private static final double DECREASE = 1e-4;
  private static final int RUNGS = 12;

  private final Objective objective;
  private final float[] from;
  private final float[] direction;
  private final float[] pseudoGradient;
  private final double value;
  private double found;

  /**
   * A search.
   *
   * @param from where it starts, not written
   * @param pseudoGradient there
   * @param value there
   */
  OrthantSearch(
      Objective objective, float[] from, float[] direction, float[] pseudoGradient, double value) {
    this.objective = objective;
    this.from = from;
    this.direction = direction;
    this.pseudoGradient = pseudoGradient;
    this.value = value;
  }

  /**
   * Searches.
   *
   * @param weights out: the new weights
   * @param gradient out: the gradient of the smooth part there
   * @return the step length; 0 if nothing lower was found, and then weights and gradient are of no
   *     use
   */
  double from(double first, float[] weights, float[] gradient) {
    if (accepts(first, weights, gradient)) {
      return first;
    }
    double[] rungs = new double[RUNGS];
    for (int i = 0; i < RUNGS; i++) {
      rungs[i] = first * Math.pow(0.5, i + 1);
    }
    return below(rungs, weights, gradient);
  }

  /** Searches where nothing is known of the scale but {@code first}. */
  double around(double first, float[] weights, float[] gradient) {
    double[] rungs = new double[RUNGS];
    for (int i = 0; i < RUNGS; i++) {
      rungs[i] = first * Math.pow(4.0, RUNGS / 2 - i);
    }
    return below(rungs, weights, gradient);
  }

  private double below(double[] rungs, float[] weights, float[] gradient) {
    double length = Ladder.lowest(objective, from, direction, rungs);
    return accepts(length, weights, gradient) ? length : 0.0;
  }

  private boolean accepts(double t, float[] weights, float[] gradient) {
    objective.l1().point(from, direction, t, weights);
    found = objective.valueAndGradient(weights, gradient);
    double descent = 0.0;
    for (int i = 0; i < weights.length; i++) {
      descent += (double) pseudoGradient[i] * (weights[i] - from[i]);
    }
    return found <= value + DECREASE * descent;
  }

  /** The value at the length that was returned. */
  double value() {
    return found;
  }
}
