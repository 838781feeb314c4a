package io.ganglion.layer;

import io.ganglion.network.Stalling;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The sigmoid-weighted linear unit, also called swish: {@code y = z σ(z)} with {@code σ(z) = 1 / (1
 * + exp(−z))}; {@code f′ = σ + y (1 − σ)}.
 *
 * <p>Source: Elfwing, Uchibe & Doya 2018, "Sigmoid-weighted linear units for neural network
 * function approximation in reinforcement learning", equations 9 and 10.
 */
public record Silu() implements Activation {
  @Override
  public String kind() {
    return "silu";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    Kernels.sigmoid(z, y);
    Kernels.multiply(z, y, y);
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    for (int r = 0; r < z.rows; r++) {
      int zRow = z.row(r);
      int yRow = y.row(r);
      int vRow = v.row(r);
      int productRow = product.row(r);
      for (int c = 0; c < z.columns; c++) {
        float gated = y.data[yRow + c];
        float gate = gate(z.data[zRow + c], gated);
        product.data[productRow + c] = v.data[vRow + c] * (gate + gated * (1f - gate));
      }
    }
  }

  /** What z was multiplied with to give y: a half near 0, where the quotient has no digits. */
  static float gate(float z, float y) {
    return Math.abs(z) < 1e-20f ? 0.5f : y / z;
  }

  @Override
  public boolean needsInput() {
    return true;
  }

  @Override
  public Stalling.Kind stall() {
    return Stalling.Kind.DEAD;
  }
}
