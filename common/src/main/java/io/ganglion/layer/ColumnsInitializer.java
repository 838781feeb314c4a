package io.ganglion.layer;

import io.ganglion.network.Initializer;

/**
 * Fills the weights of some inputs with their part of the whole matrix {@code [out, inputs]}, so
 * that they are spread as those of a layer with all these inputs.
 *
 * @param inputs of the whole layer
 * @param from the first of the inputs that are filled
 */
record ColumnsInitializer(Initializer of, int inputs, int from) implements Initializer {
  /** The initialiser of the inputs {@code [from, to)}: the given one itself where these are all. */
  static Initializer of(Initializer initializer, int inputs, int from, int to) {
    return to - from == inputs ? initializer : new ColumnsInitializer(initializer, inputs, from);
  }

  @Override
  public String kind() {
    return "columns";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    float[] whole = new float[Math.multiplyExact(rows, inputs)];
    of.fill(whole, 0, rows, inputs, key);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(whole, row * inputs + from, weights, offset + row * columns, columns);
    }
  }
}
