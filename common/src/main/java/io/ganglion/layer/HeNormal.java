package io.ganglion.layer;

import io.ganglion.network.Initializer;

/**
 * Normal numbers with mean 0 and deviation {@code √(2 / inputs)}, truncated at 2.27 deviations: for
 * layers that end in a rectifier, which halves the square.
 *
 * <p>Source: He, Zhang, Ren & Sun 2015, equation 10; the truncation: Keras 3, {@code
 * VarianceScaling} with {@code truncated_normal}.
 */
public record HeNormal() implements Initializer {
  @Override
  public String kind() {
    return "he_normal";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    Draws.truncatedNormal(weights, offset, rows * columns, Math.sqrt(2.0 / columns), key);
  }
}
