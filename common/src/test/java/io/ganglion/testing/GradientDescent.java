package io.ganglion.testing;

import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.Objective;

/**
 * Steepest descent: {@code w −= t ∇f(w)}, with the best t of a ladder around the last one. The
 * ladder is one pass over the data, the gradient at the new weights another.
 *
 * <p>It shows what a minimiser needs of its interfaces; it is too slow for real use.
 *
 * @param tolerance of the gradient's norm, below which it has converged
 */
public record GradientDescent(double tolerance) implements Minimizer {
  private static final int RUNGS = 9;

  @Override
  public String kind() {
    return "gradient_descent";
  }

  /** The gradient at the weights, the direction, and the last step length. */
  @Override
  public State start(int n) {
    return new State(new float[2][n], new double[] {1.0});
  }

  @Override
  public Progress step(Objective objective, float[] weights, State state, long iteration) {
    float[] gradient = state.vectors[0];
    float[] direction = state.vectors[1];
    if (iteration == 1) {
      objective.valueAndGradient(weights, gradient);
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }
    double length = search(objective, weights, direction, state.scalars[0]);
    for (int i = 0; i < weights.length; i++) {
      weights[i] += (float) (length * direction[i]);
    }
    // Where no rung went down, the next ladder starts below the last.
    state.scalars[0] = length == 0.0 ? state.scalars[0] * Math.pow(2.0, -RUNGS) : length;
    double value = objective.valueAndGradient(weights, gradient);
    double norm = Vectors.norm(gradient);
    return new Progress(value, norm, norm < tolerance);
  }

  /** The step length with the least value among 0 and powers of 2 around the last length. */
  private static double search(
      Objective objective, float[] weights, float[] direction, double last) {
    double[] steps = new double[1 + RUNGS];
    for (int i = 0; i < RUNGS; i++) {
      steps[1 + i] = last * Math.pow(2.0, i - RUNGS / 2);
    }
    double[] values = new double[steps.length];
    objective.ray(weights, direction, steps, values, new double[steps.length]);
    int best = 0;
    for (int i = 1; i < steps.length; i++) {
      if (values[i] < values[best]) {
        best = i;
      }
    }
    return steps[best];
  }
}
