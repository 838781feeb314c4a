package io.ganglion.layer;

import io.ganglion.loss.Loss;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** No activation: {@code y = z}. */
public record Identity() implements Activation {
  @Override
  public String kind() {
    return "linear";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    if (y != z) {
      Kernels.copy(z, y);
    }
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    forward(v, product);
  }

  @Override
  public Loss.Link link() {
    return Loss.Link.IDENTITY;
  }
}
