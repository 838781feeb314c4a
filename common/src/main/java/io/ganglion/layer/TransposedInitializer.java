package io.ganglion.layer;

import io.ganglion.network.Initializer;

/**
 * Fills a weight matrix that is stored as {@code [in, out]} with the values of {@code [out, in]}.
 */
record TransposedInitializer(Initializer of) implements Initializer {
  @Override
  public String kind() {
    return "transposed";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    float[] upright = new float[rows * columns];
    of.fill(upright, 0, columns, rows, key);
    for (int in = 0; in < rows; in++) {
      for (int out = 0; out < columns; out++) {
        weights[offset + in * columns + out] = upright[out * rows + in];
      }
    }
  }
}
