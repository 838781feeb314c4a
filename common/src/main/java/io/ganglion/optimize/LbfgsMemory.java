package io.ganglion.optimize;

import io.ganglion.tensor.Kernels;

/**
 * The last changes s of the weights and y of the gradients, as a ring inside a minimiser's state,
 * and what the two-loop recursion makes of them: {@code −H g}, with the inverse Hessian H that they
 * imply.
 *
 * <p>Source: Nocedal &amp; Wright 2006, algorithm 7.4.
 */
final class LbfgsMemory {
  /** A change with {@code yᵀs} not above this share of {@code yᵀy} tells no curvature. */
  private static final double LEAST_CURVATURE = 1e-10;

  private final Minimizer.State state;
  private final int vectorsAt;
  private final int countAt;
  private final int history;

  /**
   * The memory in a state.
   *
   * @param vectorsAt the first of its vectors
   * @param scalarsAt the first of its numbers
   */
  LbfgsMemory(Minimizer.State state, int vectorsAt, int scalarsAt, int history) {
    this.state = state;
    this.vectorsAt = vectorsAt;
    this.countAt = scalarsAt;
    this.history = history;
  }

  /** The number of vectors. */
  static int vectors(int history) {
    return 2 * history;
  }

  /** The number of numbers: how many changes were added, and {@code yᵀs} of each that is kept. */
  static int scalars(int history) {
    return 1 + history;
  }

  boolean isEmpty() {
    return added() == 0;
  }

  void clear() {
    state.scalars[countAt] = 0.0;
  }

  private long added() {
    return (long) state.scalars[countAt];
  }

  private float[] s(long change) {
    return state.vectors[vectorsAt + 2 * place(change)];
  }

  private float[] y(long change) {
    return state.vectors[vectorsAt + 2 * place(change) + 1];
  }

  private int place(long change) {
    return (int) (change % history);
  }

  private double product(long change) {
    return state.scalars[countAt + 1 + place(change)];
  }

  /** Remembers a change, unless its curvature is not above 0. */
  void add(float[] weights, float[] gradient, float[] newWeights, float[] newGradient) {
    double product = 0.0;
    double squares = 0.0;
    for (int i = 0; i < weights.length; i++) {
      double s = (double) newWeights[i] - weights[i];
      double y = (double) newGradient[i] - gradient[i];
      product += s * y;
      squares += y * y;
    }
    if (!(product > LEAST_CURVATURE * squares)) {
      return;
    }
    long change = added();
    float[] s = s(change);
    float[] y = y(change);
    for (int i = 0; i < weights.length; i++) {
      s[i] = newWeights[i] - weights[i];
      y[i] = newGradient[i] - gradient[i];
    }
    state.scalars[countAt + 1 + place(change)] = product;
    state.scalars[countAt] = change + 1.0;
  }

  /** {@code −H gradient}; steepest descent while nothing is remembered. */
  float[] direction(float[] gradient) {
    float[] q = new float[gradient.length];
    Kernels.axpy(-1f, gradient, 0, q, 0, q.length);
    long newest = added() - 1;
    long oldest = Math.max(0, added() - history);
    double[] alpha = new double[history];
    for (long c = newest; c >= oldest; c--) {
      alpha[place(c)] = Kernels.dot(s(c), q) / product(c);
      Kernels.axpy((float) -alpha[place(c)], y(c), 0, q, 0, q.length);
    }
    if (newest >= 0) {
      scale(q, product(newest) / Kernels.dot(y(newest), y(newest)));
    }
    for (long c = oldest; c <= newest; c++) {
      double beta = Kernels.dot(y(c), q) / product(c);
      Kernels.axpy((float) (alpha[place(c)] - beta), s(c), 0, q, 0, q.length);
    }
    return q;
  }

  private static void scale(float[] x, double factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (x[i] * factor);
    }
  }
}
