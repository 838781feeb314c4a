package io.ganglion.layer;

import io.ganglion.network.Initializer;

/**
 * Normal numbers with mean 0 and deviation {@code 1 / √inputs}, truncated at 2.27 deviations;
 * {@link Normal} is the same without truncation.
 *
 * <p>Source: LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp", equation 16; the truncation:
 * Keras 3, {@code VarianceScaling} with {@code truncated_normal}.
 */
public record LecunNormal() implements Initializer {
  @Override
  public String kind() {
    return "lecun_normal";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    Draws.truncatedNormal(weights, offset, rows * columns, 1.0 / Math.sqrt(columns), key);
  }
}
