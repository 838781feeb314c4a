package io.ganglion.layer;

import io.ganglion.loss.Loss;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** The logistic function: {@code y = 1 / (1 + exp(−z))}, {@code f′ = y (1 − y)}. */
public record Sigmoid() implements Activation {
  @Override
  public String kind() {
    return "sigmoid";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    Kernels.sigmoid(z, y);
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    Kernels.sigmoidBackward(y, v, product);
  }

  @Override
  public Loss.Link link() {
    return Loss.Link.SIGMOID;
  }

  @Override
  public Stalling.Kind stall() {
    return Stalling.Kind.SATURATED;
  }
}
