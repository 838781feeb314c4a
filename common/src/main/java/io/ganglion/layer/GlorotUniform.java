package io.ganglion.layer;

import io.ganglion.network.Initializer;
import io.ganglion.tensor.Seeds;

/**
 * Uniform numbers in {@code ±√(6 / (inputs + outputs))}.
 *
 * <p>Source: Glorot & Bengio 2010, equation 16.
 */
public record GlorotUniform() implements Initializer {
  @Override
  public String kind() {
    return "glorot_uniform";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    double limit = Math.sqrt(6.0 / (rows + columns));
    for (int i = 0; i < rows * columns; i++) {
      weights[offset + i] = (float) (limit * (2.0 * Seeds.uniform(key, i) - 1.0));
    }
  }
}
