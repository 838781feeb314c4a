package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Nonlinear;

/**
 * The rectifier that lets a part of negative values through: {@code y = z where z ≥ 0, else
 * negativeSlope z}; f′ at z = 0 is negativeSlope.
 *
 * <p>Source: Maas, Hannun & Ng 2013, "Rectifier nonlinearities improve neural network acoustic
 * models", section 2.1.
 *
 * @param negativeSlope at least 0; by default 0.3, as in Keras' layer LeakyReLU (Keras' function of
 *     this name takes 0.2)
 */
public record LeakyRelu(double negativeSlope) implements Activation {
  public LeakyRelu {
    if (!(negativeSlope >= 0.0)) {
      throw new IllegalArgumentException(
          "negativeSlope: expected at least 0, found " + negativeSlope);
    }
  }

  static LeakyRelu read(Section section) {
    return new LeakyRelu(section.number("negativeSlope", 0.3, 0.0, Double.POSITIVE_INFINITY));
  }

  @Override
  public String kind() {
    return "leaky_relu";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    Nonlinear.leakyRelu((float) negativeSlope, z, y);
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    Nonlinear.leakyReluBackward((float) negativeSlope, y, v, product);
  }
}
