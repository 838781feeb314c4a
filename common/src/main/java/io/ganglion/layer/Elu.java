package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Nonlinear;

/**
 * The exponential linear unit: {@code y = z where z > 0, else alpha (exp(z) − 1)}; {@code f′ = 1 or
 * y + alpha}.
 *
 * <p>Source: Clevert, Unterthiner & Hochreiter 2016, "Fast and accurate deep network learning by
 * exponential linear units", equation 15.
 *
 * @param alpha at least 0; 1 by default
 */
public record Elu(double alpha) implements Activation {
  public Elu {
    if (!(alpha >= 0.0)) {
      throw new IllegalArgumentException("alpha: expected at least 0, found " + alpha);
    }
  }

  static Elu read(Section section) {
    return new Elu(section.number("alpha", 1.0, 0.0, Double.POSITIVE_INFINITY));
  }

  @Override
  public String kind() {
    return "elu";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    Nonlinear.elu((float) alpha, z, y);
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    Nonlinear.eluBackward((float) alpha, y, v, product);
  }

  @Override
  public Stalling.Kind stall() {
    return Stalling.Kind.DEAD;
  }
}
