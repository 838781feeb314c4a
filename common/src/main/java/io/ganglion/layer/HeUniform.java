package io.ganglion.layer;

import io.ganglion.network.Initializer;

/**
 * Uniform numbers in {@code ±√(6 / inputs)}, whose deviation is {@code √(2 / inputs)}: for layers
 * that end in a rectifier, which halves the square.
 *
 * <p>Source: He, Zhang, Ren & Sun 2015, equation 10.
 */
public record HeUniform() implements Initializer {
  @Override
  public String kind() {
    return "he_uniform";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    Draws.uniform(weights, offset, rows * columns, 0.0, Math.sqrt(6.0 / columns), key);
  }
}
