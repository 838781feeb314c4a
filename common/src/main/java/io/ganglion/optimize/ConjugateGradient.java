package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Kernels;

/**
 * Nonlinear conjugate gradients: {@code d = −g + β d′} with {@code β = max((yᵀg − yᵀy gᵀd′ / yᵀd′)
 * / yᵀd′, η gᵀd′ / d′ᵀd′)}, where {@code y = g − g′} and primes are of the iteration before, and a
 * strong Wolfe line search. On a parabola with an exact search this is the β of Polak and Ribière;
 * otherwise the second term makes up for the search that stopped early, as a quasi-Newton step with
 * a memory of one change does. It begins anew with steepest descent where d does not go down or
 * nothing lower is found along it.
 *
 * <p>Source: Dai &amp; Kou 2013, "A nonlinear conjugate gradient algorithm with an optimal property
 * and an improved Wolfe line search", with the bound from below by η; Nocedal &amp; Wright 2006,
 * page 59, for the two first lengths of which this takes the geometric mean.
 *
 * @param gradientNorm at or below it the weights are taken as a minimum
 * @param decrease the least relative decrease of an iteration; below it the search ends
 */
public record ConjugateGradient(double gradientNorm, double decrease) implements Minimizer {
  /** The name in a job file. */
  static final String KIND = "conjugate_gradient";

  /** Nearer to the lowest point of the ray than a quasi-Newton step wants to come. */
  private static final double CURVATURE = 0.3;

  /** η of the bound on β from below. */
  private static final double BOUND = 0.5;

  private static final int GRADIENT = 0;
  private static final int DIRECTION = 1;
  private static final int VALUE = 0;
  private static final int EXPECTED = 1;

  public static ConjugateGradient defaults() {
    return new ConjugateGradient(Stop.GRADIENT_NORM, Stop.DECREASE);
  }

  static ConjugateGradient read(Section section) {
    return new ConjugateGradient(Stop.gradientNorm(section), Stop.decrease(section));
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * The gradient and the direction; the value, and the next length times the slope there, 0 if
   * nothing is known of it.
   */
  @Override
  public State start(int n) {
    return new State(new float[2][n], new double[2]);
  }

  @Override
  public Progress step(Objective objective, float[] weights, State state, long iteration) {
    float[] gradient = state.vectors[GRADIENT];
    float[] direction = state.vectors[DIRECTION];
    if (iteration == 1) {
      state.scalars[VALUE] = objective.valueAndGradient(weights, gradient);
      steepest(state);
    }
    double before = state.scalars[VALUE];
    float[] from = weights.clone();
    float[] old = gradient.clone();
    double after = move(objective, state, from, weights);
    if (Double.isNaN(after) && iteration > 1) {
      System.arraycopy(old, 0, gradient, 0, old.length);
      steepest(state);
      after = move(objective, state, from, weights);
    }
    if (Double.isNaN(after)) {
      System.arraycopy(from, 0, weights, 0, from.length);
      System.arraycopy(old, 0, gradient, 0, old.length);
      return new Progress(before, norm(gradient), Stop.NOTHING_LOWER);
    }
    state.scalars[VALUE] = after;
    turn(old, gradient, direction);
    double norm = norm(gradient);
    return new Progress(after, norm, Stop.reason(before, after, norm, gradientNorm, decrease));
  }

  /** Down the gradient, with nothing known of the scale. */
  private static void steepest(State state) {
    for (int i = 0; i < state.vectors[DIRECTION].length; i++) {
      state.vectors[DIRECTION][i] = -state.vectors[GRADIENT][i];
    }
    state.scalars[EXPECTED] = 0.0;
  }

  /** The value at the new weights; NaN if none lower was found. */
  private static double move(Objective objective, State state, float[] from, float[] weights) {
    float[] gradient = state.vectors[GRADIENT];
    float[] direction = state.vectors[DIRECTION];
    double slope = Kernels.dot(gradient, direction);
    if (!(slope < 0.0)) {
      return Double.NaN;
    }
    LineSearch search =
        new LineSearch(objective, from, direction, state.scalars[VALUE], slope, CURVATURE);
    double expected = state.scalars[EXPECTED];
    double t =
        expected == 0.0
            ? search.around(1.0 / norm(direction), weights, gradient)
            : search.from(-expected / slope, weights, gradient);
    double lower = state.scalars[VALUE] - search.value();
    // Between the length of a parabola that goes as much lower as this one did, and the length with
    // the same decrease to first order.
    state.scalars[EXPECTED] = t == 0.0 ? 0.0 : Math.sqrt(2.0 * lower * -slope * t);
    return t == 0.0 ? Double.NaN : search.value();
  }

  /** The next direction, from the last one and two gradients. */
  private static void turn(float[] old, float[] gradient, float[] direction) {
    double squares = Kernels.dot(gradient, gradient);
    double across = Kernels.dot(gradient, old);
    double end = Kernels.dot(gradient, direction);
    double bend = end - Kernels.dot(old, direction);
    double change = squares - 2.0 * across + Kernels.dot(old, old);
    double beta =
        Math.max(
            (squares - across - change * end / bend) / bend,
            BOUND * end / Kernels.dot(direction, direction));
    double slope = -squares + beta * end;
    if (!(slope < 0.0) || !Double.isFinite(beta)) {
      beta = 0.0;
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = (float) (beta * direction[i] - gradient[i]);
    }
  }

  private static double norm(float[] x) {
    return Math.sqrt(Kernels.dot(x, x));
  }
}
