package io.ganglion.layer;

import io.ganglion.network.Initializer;
import io.ganglion.tensor.Seeds;

/**
 * The rows of an embedding table: uniform numbers in ±0.05, and zeros in row 0, of values that are
 * unknown or missing.
 *
 * <p>Source: Keras 3, {@code RandomUniform}, the default of its {@code Embedding}.
 */
record TableRows() implements Initializer {
  private static final double LIMIT = 0.05;

  @Override
  public String kind() {
    return "table_rows";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    for (int i = 0; i < rows * columns; i++) {
      weights[offset + i] =
          i < columns ? 0f : (float) (LIMIT * (2.0 * Seeds.uniform(key, i) - 1.0));
    }
  }
}
