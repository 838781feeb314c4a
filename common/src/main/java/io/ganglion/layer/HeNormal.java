package io.ganglion.layer;

import io.ganglion.network.Initializer;
import io.ganglion.tensor.Seeds;

/**
 * Normal numbers with mean 0 and deviation {@code √(2 / inputs)}, for layers with relu. Numbers
 * that lie more than two deviations out are drawn again, and the rest is widened so that the
 * deviation of what stays is the stated one, as Keras does.
 *
 * <p>Source: He, Zhang, Ren & Sun 2015, equation 10; the truncation: Keras 3, {@code
 * VarianceScaling} with {@code truncated_normal}.
 */
public record HeNormal() implements Initializer {
  /** The deviation of a standard normal number that is known to lie within ±2. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  @Override
  public String kind() {
    return "he_normal";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    double deviation = Math.sqrt(2.0 / columns) / TRUNCATED_DEVIATION;
    for (int i = 0; i < rows * columns; i++) {
      weights[offset + i] = (float) (deviation * truncated(Seeds.derive(key, i)));
    }
  }

  private static double truncated(long key) {
    double z = Seeds.normal(key, 0);
    for (int i = 1; Math.abs(z) > 2.0; i++) {
      z = Seeds.normal(key, i);
    }
    return z;
  }
}
