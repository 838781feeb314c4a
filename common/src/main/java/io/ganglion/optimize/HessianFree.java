package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Kernels;
import java.util.Arrays;

/**
 * Truncated Newton steps with the generalised Gauss–Newton matrix G: {@code (G + λI) δ = −g} is
 * solved by conjugate gradients that need only products with G, on a share of the rows that changes
 * each iteration, and begin at the last solution. The damping λ follows how well the quadratic
 * model foretold the change of the loss (Levenberg &amp; Marquardt); a ladder of lengths along δ,
 * one pass, guards the step.
 *
 * <p>Source: Martens 2010, "Deep learning via Hessian-free optimization"; Schraudolph 2002 for the
 * products; Martens &amp; Sutskever 2012, "Training deep and recurrent networks with Hessian-free
 * optimization", section 20.11 for the exponent of the preconditioner; Marquardt 1963, "An
 * algorithm for least-squares estimation of nonlinear parameters", for the damping; Wang, Roosta,
 * Xu &amp; Mahoney 2018, "GIANT: globally improved approximate Newton method", for local solves.
 *
 * @param damping λ of the first iteration, above 0
 * @param share of the rows that the products see, in (0, 1]
 * @param solverIterations products an iteration at most, at least 1
 * @param local whether each shard solves by the curvature of its own rows and the solutions are
 *     averaged: a pass then stands for a whole solve, and shards want rows enough to be alike
 * @param gradientNorm at or below it the weights are taken as a minimum
 * @param decrease the least relative decrease of an iteration; below it the search ends
 */
public record HessianFree(
    double damping,
    double share,
    int solverIterations,
    boolean local,
    double gradientNorm,
    double decrease)
    implements Minimizer {
  /** The name in a job file. */
  static final String KIND = "hessian_free";

  private static final double[] LENGTHS = {0.8, 0.5, 0.25, 0.1, 0.03, 0.01};

  /** The last solution, shortened, is where the next one begins. */
  private static final double KEPT = 0.95;

  /** The diagonal is drawn in each of so many iterations at first, and then in each fifth. */
  private static final long DRAWN = 2;

  private static final long DRAWN_EACH = 5;

  /** It is an average over about so many draws. */
  private static final double DRAWS = 10.0;

  private static final double MOST_DAMPING = 1e12;
  private static final int GRADIENT = 0;
  private static final int SOLUTION = 1;
  private static final int DIAGONAL = 2;
  private static final int VALUE = 0;
  private static final int DAMPING = 1;

  public static HessianFree defaults() {
    return new HessianFree(0.1, 0.25, 100, false, Stop.GRADIENT_NORM, Stop.DECREASE);
  }

  static HessianFree read(Section section) {
    HessianFree otherwise = defaults();
    double share = section.positive("share", otherwise.share);
    if (share > 1.0) {
      section.problem("share", "expected at most 1, found " + share);
    }
    return new HessianFree(
        section.positive("damping", otherwise.damping),
        share,
        section.integer("solverIterations", otherwise.solverIterations, 1),
        section.flag("local", otherwise.local),
        Stop.gradientNorm(section),
        Stop.decrease(section));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean takesRandom() {
    return true;
  }

  @Override
  public double keptShare() {
    return local ? share : 0.0;
  }

  /** Gradient, solution and diagonal; value and damping. */
  @Override
  public State start(int n) {
    return new State(new float[3][n], new double[] {0.0, damping});
  }

  @Override
  public Progress step(Objective objective, float[] weights, State state, long iteration) {
    float[] gradient = state.vectors[GRADIENT];
    if (iteration == 1 || objective.random()) {
      state.scalars[VALUE] = objective.valueAndGradient(weights, gradient);
    }
    double before = state.scalars[VALUE];
    float[] step = state.vectors[SOLUTION];
    double foretold = solve(objective, weights, state, iteration);
    float[] from = weights.clone();
    float[] old = gradient.clone();
    L1Penalty.NONE.point(from, step, 1.0, weights);
    double after = objective.valueAndGradient(weights, gradient);
    damp(state, (after - before) / foretold);
    if (!(after < before)) {
      double length = shorter(objective, from, step, before);
      if (length == 0.0) {
        System.arraycopy(from, 0, weights, 0, from.length);
        System.arraycopy(old, 0, gradient, 0, old.length);
        Arrays.fill(step, 0f);
        state.scalars[DAMPING] *= 4.0;
        String stop = state.scalars[DAMPING] > MOST_DAMPING ? Stop.NOTHING_LOWER : null;
        return new Progress(before, Math.sqrt(Kernels.dot(gradient, gradient)), stop);
      }
      L1Penalty.NONE.point(from, step, length, weights);
      after = objective.valueAndGradient(weights, gradient);
    }
    state.scalars[VALUE] = after;
    double norm = Math.sqrt(Kernels.dot(gradient, gradient));
    return new Progress(after, norm, Stop.reason(before, after, norm, gradientNorm, decrease));
  }

  /**
   * Solves for the step.
   *
   * @return the change of the loss that the quadratic model foretells
   */
  private double solve(Objective objective, float[] weights, State state, long iteration) {
    double lambda = state.scalars[DAMPING];
    float[] step = state.vectors[SOLUTION];
    float[] diagonal = state.vectors[DIAGONAL];
    float[] down = new float[weights.length];
    for (int i = 0; i < down.length; i++) {
      step[i] = (float) (KEPT * step[i]);
      down[i] = -state.vectors[GRADIENT][i];
    }
    LocalSolve how = new LocalSolve(lambda, share, solverIterations, take(iteration));
    if (local) {
      return objective.localSolve(weights, down, how, step, diagonal);
    }
    if (how.draws()) {
      float[] draw = new float[weights.length];
      objective.curvatureDiagonal(weights, draw, share);
      how.learn(diagonal, draw);
    }
    TruncatedSolve solve =
        new TruncatedSolve(
            (v, product) -> objective.curvatureProduct(weights, v, product, share),
            diagonal,
            lambda,
            solverIterations,
            step);
    solve.solve(down);
    return solve.undamped();
  }

  /** How much a draw of the diagonal counts in an iteration; 0 where none is drawn. */
  private static double take(long iteration) {
    if (iteration > DRAWN && iteration % DRAWN_EACH != 0) {
      return 0.0;
    }
    return 1.0 / Math.min((double) iteration, DRAWS);
  }

  /** More damping where the model promised much more than came, less where it kept its word. */
  private static void damp(State state, double ratio) {
    if (!(ratio >= 0.25)) {
      state.scalars[DAMPING] *= 2.0;
    } else if (ratio > 0.95) {
      state.scalars[DAMPING] /= 5.0;
    } else if (ratio > 0.75) {
      state.scalars[DAMPING] /= 1.5;
    }
  }

  /** The length with the lowest value, of a ladder below 1; 0 where none is below the start. */
  private static double shorter(Objective objective, float[] from, float[] step, double before) {
    double[] values = new double[LENGTHS.length];
    objective.ray(from, step, LENGTHS, values);
    double length = 0.0;
    double lowest = before;
    for (int i = 0; i < values.length; i++) {
      if (values[i] < lowest) {
        lowest = values[i];
        length = LENGTHS[i];
      }
    }
    return length;
  }
}
