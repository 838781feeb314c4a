package io.ganglion.layer;

import io.ganglion.config.Spec;
import io.ganglion.loss.Loss;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * An activation function {@code y = f(z)}, on its own or at the end of a layer.
 *
 * <p>The Jacobian of every activation here is symmetric: that of an elementwise function is
 * diagonal, that of softmax is {@code diag(y) − y yᵀ}. So one product serves backward, where v is
 * dy, and tangent, where v is zDot.
 */
public interface Activation extends Spec {
  /** {@code y = f(z)}, both {@code [rows, width]}; y may be z unless {@link #needsInput}. */
  void forward(Matrix z, Matrix y);

  /**
   * {@code y = f(y + bias)} in place, the row {@code bias [1, width]} added to every row; not for
   * functions that {@link #needsInput}.
   */
  default void forwardInPlace(Matrix bias, Matrix y) {
    Kernels.addRow(bias, y);
    forward(y, y);
  }

  /**
   * {@code product = f′(z) v}, row by row.
   *
   * @param z null unless {@link #needsInput}
   * @param y what {@link #forward} wrote
   * @param product overwritten; may be v
   */
  void derivative(Matrix z, Matrix y, Matrix v, Matrix product);

  /** Whether the derivative reads z; otherwise y may take the place of z. */
  default boolean needsInput() {
    return false;
  }

  /** How a unit with this function stalls; null where its slope never comes near 0. */
  default Stalling.Kind stall() {
    return null;
  }

  /**
   * The slope of each unit, {@code ∂y_i / ∂z_i}.
   *
   * @param z null unless {@link #needsInput}
   * @param y what {@link #forward} wrote
   * @param slopes {@code [rows, width]}, overwritten
   */
  default void slopes(Matrix z, Matrix y, Matrix slopes) {
    Kernels.fill(slopes, 1f);
    derivative(z, y, slopes, slopes);
  }

  /** The link that equals this function, for folding it into a loss; null for none. */
  default Loss.Link link() {
    return null;
  }
}
