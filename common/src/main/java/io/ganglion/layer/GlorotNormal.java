package io.ganglion.layer;

import io.ganglion.network.Initializer;

/**
 * Normal numbers with mean 0 and deviation {@code √(2 / (inputs + outputs))}, truncated at 2.27
 * deviations.
 *
 * <p>Source: Glorot & Bengio 2010, equation 12; the truncation: Keras 3, {@code VarianceScaling}
 * with {@code truncated_normal}.
 */
public record GlorotNormal() implements Initializer {
  @Override
  public String kind() {
    return "glorot_normal";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    double deviation = Math.sqrt(2.0 / (rows + columns));
    Draws.truncatedNormal(weights, offset, rows * columns, deviation, key);
  }
}
