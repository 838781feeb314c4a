package io.ganglion.layer;

import io.ganglion.network.Stalling;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** The hyperbolic tangent: {@code y = tanh(z)}, {@code f′ = 1 − y²}. */
public record Tanh() implements Activation {
  @Override
  public String kind() {
    return "tanh";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    Kernels.tanh(z, y);
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    Kernels.tanhBackward(y, v, product);
  }

  @Override
  public Stalling.Kind stall() {
    return Stalling.Kind.SATURATED;
  }
}
