package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Kernels;

/**
 * Nonlinear conjugate gradients: {@code d = −g + β d′} with {@code β = max(0, gᵀ(g − g′) / g′ᵀg′)},
 * where primes are of the iteration before, and a strong Wolfe line search. It begins anew with
 * steepest descent where β is 0, d does not go down, or nothing lower is found along it.
 *
 * <p>Source: Polak &amp; Ribière 1969; Gilbert &amp; Nocedal 1992 for the bound at 0, which
 * restarts it; Nocedal &amp; Wright 2006, section 5.2, and page 59 for the first length.
 *
 * @param gradientNorm at or below it the weights are taken as a minimum
 * @param decrease the least relative decrease of an iteration; below it the search ends
 */
public record ConjugateGradient(double gradientNorm, double decrease) implements Minimizer {
  /** The name in a job file. */
  static final String KIND = "conjugate_gradient";

  /** Nearer to the lowest point of the ray than a quasi-Newton step wants to come. */
  private static final double CURVATURE = 0.3;

  private static final int GRADIENT = 0;
  private static final int DIRECTION = 1;
  private static final int VALUE = 0;
  private static final int CHANGE = 1;

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

  /** The gradient and the direction; the value and how it changed last. */
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
    state.scalars[CHANGE] = 0.0;
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
    double change = state.scalars[CHANGE];
    // As much lower as last time, if the ray is a parabola.
    double t =
        change == 0.0
            ? search.around(1.0 / norm(direction), weights, gradient)
            : search.from(Math.min(1.0, 2.0 * change / slope), weights, gradient);
    state.scalars[CHANGE] = t == 0.0 ? 0.0 : search.value() - state.scalars[VALUE];
    return t == 0.0 ? Double.NaN : search.value();
  }

  /** The next direction, from the last one and two gradients. */
  private static void turn(float[] old, float[] gradient, float[] direction) {
    double squares = Kernels.dot(gradient, gradient);
    double across = Kernels.dot(gradient, old);
    double beta = Math.max(0.0, (squares - across) / Kernels.dot(old, old));
    double slope = -squares + beta * Kernels.dot(gradient, direction);
    if (!(slope < 0.0)) {
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
