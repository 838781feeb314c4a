package io.ganglion.layer;

import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The threshold of the M-P neuron: {@code y = 1 where z ≥ 0, else 0}.
 *
 * <p>Its derivative is 0 wherever there is one, from which nothing could learn. Backward and
 * tangent are straight-through instead: they take the function for the identity.
 *
 * <p>Source: McCulloch & Pitts 1943; straight-through: Bengio, Léonard & Courville 2013, section 4.
 */
public record Step() implements Activation {
  @Override
  public String kind() {
    return "step";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    for (int r = 0; r < z.rows; r++) {
      int from = z.row(r);
      int to = y.row(r);
      for (int c = 0; c < z.columns; c++) {
        y.data[to + c] = z.data[from + c] >= 0f ? 1f : 0f;
      }
    }
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    if (product != v) {
      Kernels.copy(v, product);
    }
  }
}
