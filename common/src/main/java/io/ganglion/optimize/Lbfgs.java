package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Kernels;

/**
 * Quasi-Newton steps from a limited memory of changes of weights and gradients, with a strong Wolfe
 * line search; with an l1 penalty orthant-wise, with a projected search (OWL-QN).
 *
 * <p>Source: Liu &amp; Nocedal 1989, "On the limited memory BFGS method for large scale
 * optimization"; Andrew &amp; Gao 2007 for l1.
 *
 * @param history how many changes are remembered, at least 1; each takes two vectors
 * @param gradientNorm at or below it the weights are taken as a minimum
 * @param decrease the least relative decrease of an iteration; below it the search ends
 */
public record Lbfgs(int history, double gradientNorm, double decrease) implements Minimizer {
  /** The name in a job file. */
  static final String KIND = "lbfgs";

  private static final double CURVATURE = 0.9;
  private static final int GRADIENT = 0;
  private static final int VALUE = 0;

  /** Ten changes. */
  public static Lbfgs defaults() {
    return new Lbfgs(10, Stop.GRADIENT_NORM, Stop.DECREASE);
  }

  static Lbfgs read(Section section) {
    return new Lbfgs(
        section.integer("history", defaults().history, 1),
        Stop.gradientNorm(section),
        Stop.decrease(section));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean takesL1() {
    return true;
  }

  /** The gradient, then the memory; the value, then the numbers of the memory. */
  @Override
  public State start(int n) {
    return new State(
        new float[1 + LbfgsMemory.vectors(history)][n],
        new double[1 + LbfgsMemory.scalars(history)]);
  }

  @Override
  public Progress step(Objective objective, float[] weights, State state, long iteration) {
    float[] gradient = state.vectors[GRADIENT];
    LbfgsMemory memory = new LbfgsMemory(state, 1, 1, history);
    if (iteration == 1) {
      state.scalars[VALUE] = objective.valueAndGradient(weights, gradient);
    }
    double before = state.scalars[VALUE];
    float[] from = weights.clone();
    float[] smooth = gradient.clone();
    double after = move(objective, memory, from, smooth, before, weights, gradient);
    if (Double.isNaN(after) && !memory.isEmpty()) {
      memory.clear();
      after = move(objective, memory, from, smooth, before, weights, gradient);
    }
    if (Double.isNaN(after)) {
      System.arraycopy(from, 0, weights, 0, from.length);
      System.arraycopy(smooth, 0, gradient, 0, smooth.length);
      return new Progress(before, norm(objective, weights, gradient), Stop.NOTHING_LOWER);
    }
    memory.add(from, smooth, weights, gradient);
    state.scalars[VALUE] = after;
    double norm = norm(objective, weights, gradient);
    return new Progress(after, norm, Stop.reason(before, after, norm, gradientNorm, decrease));
  }

  /**
   * Moves along the quasi-Newton direction.
   *
   * @param from the weights before
   * @param smooth the gradient there
   * @return the value at the new weights; NaN if none lower was found
   */
  private static double move(
      Objective objective,
      LbfgsMemory memory,
      float[] from,
      float[] smooth,
      double value,
      float[] weights,
      float[] gradient) {
    float[] slopes = smooth.clone();
    objective.l1().addTo(from, slopes);
    float[] direction = memory.direction(slopes);
    objective.l1().align(direction, slopes);
    double slope = Kernels.dot(slopes, direction);
    if (!(slope < 0.0)) {
      return Double.NaN;
    }
    double unit = 1.0 / Math.sqrt(Kernels.dot(direction, direction));
    if (!objective.l1().none()) {
      OrthantSearch search = new OrthantSearch(objective, from, direction, slopes, value);
      double t =
          memory.isEmpty()
              ? search.around(unit, weights, gradient)
              : search.from(1.0, weights, gradient);
      return t == 0.0 ? Double.NaN : search.value();
    }
    LineSearch search = new LineSearch(objective, from, direction, value, slope, CURVATURE);
    // What the first step shows of the scale is worth more than a ladder, which would be one more
    // pass.
    double t = search.from(memory.isEmpty() ? unit : 1.0, weights, gradient);
    return t == 0.0 ? Double.NaN : search.value();
  }

  private static double norm(Objective objective, float[] weights, float[] gradient) {
    if (objective.l1().none()) {
      return Math.sqrt(Kernels.dot(gradient, gradient));
    }
    float[] slopes = gradient.clone();
    objective.l1().addTo(weights, slopes);
    return Math.sqrt(Kernels.dot(slopes, slopes));
  }
}
