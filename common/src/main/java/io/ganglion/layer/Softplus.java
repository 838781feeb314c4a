package io.ganglion.layer;

import io.ganglion.network.Stalling;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Nonlinear;

/**
 * The smooth rectifier: {@code y = log(1 + exp(z))}; {@code f′ = 1 / (1 + exp(−z)) = 1 − exp(−y)}.
 *
 * <p>Source: Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, "Incorporating second-order functional
 * knowledge for better option pricing", section 3.
 */
public record Softplus() implements Activation {
  @Override
  public String kind() {
    return "softplus";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    Nonlinear.softplus(z, y);
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    Nonlinear.softplusBackward(y, v, product);
  }

  @Override
  public Stalling.Kind stall() {
    return Stalling.Kind.DEAD;
  }
}
