package io.ganglion.optimize;

import io.ganglion.tensor.Kernels;
import java.util.function.BiConsumer;

/**
 * Preconditioned conjugate gradients on {@code (G + λI) x = b}, stopped when they no longer lower
 * {@code φ(x) = ½ xᵀ(G + λI)x − bᵀx} by much: after k iterations more by less than {@code 0.005 k}
 * of it, with k = max(3, i / 10).
 *
 * <p>Source: Martens 2010, "Deep learning via Hessian-free optimization", sections 4.4 and 4.7,
 * whose k is 10 at least and whose share is a tenth: to stop earlier costs less for the same loss.
 */
public final class TruncatedSolve {
  private static final double PRECONDITIONER = 0.75;
  private static final double PROGRESS = 5e-3;
  private static final int LEAST_WINDOW = 3;

  private final BiConsumer<float[], float[]> product;
  private final float[] scale;
  private final double damping;
  private final int iterations;
  private final float[] x;
  private final float[] residual;
  private final float[] image;
  private double model;

  /**
   * A solver.
   *
   * @param product writes G v into its second argument
   * @param diagonal an estimate of that of G; taken for 0 where it is below
   * @param damping λ, above 0
   * @param iterations at most, at least 1
   * @param x in: the first guess; out: the solution
   */
  public TruncatedSolve(
      BiConsumer<float[], float[]> product,
      float[] diagonal,
      double damping,
      int iterations,
      float[] x) {
    this.product = product;
    this.scale = new float[x.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = (float) Math.pow(Math.max(0f, diagonal[i]) + damping, PRECONDITIONER);
    }
    this.damping = damping;
    this.iterations = iterations;
    this.x = x;
    this.residual = new float[x.length];
    this.image = new float[x.length];
  }

  /** Solves for the right side {@code b}. */
  public void solve(float[] b) {
    boolean fresh = Kernels.dot(x, x) == 0.0;
    System.arraycopy(b, 0, residual, 0, b.length);
    if (!fresh) {
      apply(x);
      Kernels.axpy(-1f, image, 0, residual, 0, residual.length);
    }
    float[] preconditioned = new float[x.length];
    double across = precondition(preconditioned);
    float[] direction = preconditioned.clone();
    double[] models = new double[iterations + 1];
    models[0] = model(b);
    for (int i = 1; i <= iterations && across > 0.0; i++) {
      apply(direction);
      double bend = Kernels.dot(direction, image);
      if (!(bend > 0.0)) {
        break;
      }
      float length = (float) (across / bend);
      Kernels.axpy(length, direction, 0, x, 0, x.length);
      Kernels.axpy(-length, image, 0, residual, 0, residual.length);
      models[i] = model(b);
      if (stalls(models, i)) {
        break;
      }
      double next = precondition(preconditioned);
      float beta = (float) (next / across);
      across = next;
      for (int j = 0; j < direction.length; j++) {
        direction[j] = preconditioned[j] + beta * direction[j];
      }
    }
    model = model(b);
  }

  private static boolean stalls(double[] models, int i) {
    int window = Math.max(LEAST_WINDOW, i / 10);
    return i > window
        && models[i] < 0.0
        && (models[i] - models[i - window]) / models[i] < window * PROGRESS;
  }

  /** {@code image = (G + λI) v}. */
  private void apply(float[] v) {
    product.accept(v, image);
    Kernels.axpy((float) damping, v, 0, image, 0, image.length);
  }

  /** Writes {@code residual / scale}; its product with the residual. */
  private double precondition(float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = residual[i] / scale[i];
    }
    return Kernels.dot(out, residual);
  }

  /** {@code φ(x) = −½ (residual + b)ᵀ x}. */
  private double model(float[] b) {
    return -0.5 * (Kernels.dot(residual, x) + Kernels.dot(b, x));
  }

  /** {@code ½ xᵀGx − bᵀx} at the solution, without the damping. */
  public double undamped() {
    return model - 0.5 * damping * Kernels.dot(x, x);
  }
}
