package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Nonlinear;

/**
 * The Gaussian error linear unit: {@code y = z Φ(z)} with {@code Φ(z) = (1 + erf(z / √2)) / 2};
 * {@code f′ = Φ(z) + z φ(z)}, φ being the density to Φ.
 *
 * <p>Source: Hendrycks & Gimpel 2016, "Gaussian error linear units", section 2.
 *
 * @param approximate whether {@code (1 + tanh(√(2/π) (z + 0.044715 z³))) / 2} stands for Φ; not by
 *     default
 */
public record Gelu(boolean approximate) implements Activation {
  static Gelu read(Section section) {
    return new Gelu(section.flag("approximate", false));
  }

  @Override
  public String kind() {
    return "gelu";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    if (approximate) {
      TanhGelu.forward(z, y);
      return;
    }
    Nonlinear.gelu(z, y);
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    if (approximate) {
      TanhGelu.derivative(z, y, v, product);
      return;
    }
    Nonlinear.geluBackward(z, v, product);
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
