package io.ganglion.layer;

import io.ganglion.network.Initializer;

/**
 * Uniform numbers in {@code ±√(3 / inputs)}, whose deviation is {@code 1 / √inputs}.
 *
 * <p>Source: LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp", equation 16.
 */
public record LecunUniform() implements Initializer {
  @Override
  public String kind() {
    return "lecun_uniform";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    Draws.uniform(weights, offset, rows * columns, 0.0, Math.sqrt(3.0 / columns), key);
  }
}
