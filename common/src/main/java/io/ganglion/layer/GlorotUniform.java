package io.ganglion.layer;

import io.ganglion.network.Initializer;

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
    Draws.uniform(weights, offset, rows * columns, 0.0, limit, key);
  }
}
