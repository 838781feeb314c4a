package io.ganglion.layer;

import io.ganglion.network.Initializer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Blas;
import io.ganglion.tensor.Matrix;

/**
 * A weight matrix W {@code [out, in]} as a linear map {@code y = x Wᵀ}, with its adjoints: the part
 * that dense, recurrent and graph layers share. {@link SparseLinear} is the same for sparse rows.
 *
 * <p>Everywhere {@code beta} 0 overwrites the result and 1 adds to it.
 */
public final class Linear {
  private final Slot weight;

  /** Reserves the weight under the given name. */
  public Linear(Plan plan, String name, int in, int out, Initializer initializer) {
    this.weight = plan.slot(name, out, in, Slot.Kind.WEIGHT, initializer);
  }

  /** {@code y = x Wᵀ + beta y}, with x {@code [rows, in]} and y {@code [rows, out]}. */
  public void forward(Pass pass, Matrix x, float beta, Matrix y) {
    Blas.gemm(false, true, 1f, x, pass.weight(weight), beta, y);
  }

  /**
   * {@code dW += dyᵀ x} and {@code dx = dy W + beta dx}.
   *
   * @param dx null where nobody needs it
   */
  public void backward(Pass pass, Matrix x, Matrix dy, float beta, Matrix dx) {
    addGradient(pass, x, dy);
    if (dx != null) {
      inputGradient(pass, dy, beta, dx);
    }
  }

  /** {@code dW += dyᵀ x}. */
  void addGradient(Pass pass, Matrix x, Matrix dy) {
    Blas.gemm(true, false, 1f, dy, x, 1f, pass.gradient(weight));
  }

  /** {@code dx = dy W + beta dx}. */
  void inputGradient(Pass pass, Matrix dy, float beta, Matrix dx) {
    Blas.gemm(false, false, 1f, dy, pass.weight(weight), beta, dx);
  }

  /**
   * {@code yDot = x WDotᵀ + xDot Wᵀ + beta yDot}.
   *
   * @param xDot null for zero
   */
  public void tangent(Pass pass, Matrix x, Matrix xDot, float beta, Matrix yDot) {
    Blas.gemm(false, true, 1f, x, pass.direction(weight), beta, yDot);
    if (xDot != null) {
      Blas.gemm(false, true, 1f, xDot, pass.weight(weight), 1f, yDot);
    }
  }
}
