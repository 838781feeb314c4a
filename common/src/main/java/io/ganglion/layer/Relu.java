package io.ganglion.layer;

import io.ganglion.network.Stalling;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The rectifier: {@code y = max(0, z)}; {@code f′ = 1 where y > 0, else 0}, which at z = 0 is 0.
 */
public record Relu() implements Activation {
  @Override
  public String kind() {
    return "relu";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    Kernels.relu(z, y);
  }

  @Override
  public void forwardInPlace(Matrix bias, Matrix y) {
    Kernels.addRowRelu(bias, y);
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    Kernels.reluBackward(y, v, product);
  }

  @Override
  public Stalling.Kind stall() {
    return Stalling.Kind.DEAD;
  }
}
