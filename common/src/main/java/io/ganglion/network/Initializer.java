package io.ganglion.network;

import io.ganglion.config.Spec;

/** Draws the first values of a parameter. */
public interface Initializer extends Spec {
  /**
   * Fills {@code weights[offset … offset + rows * columns)}.
   *
   * @param rows the number of outputs (fan out) of a weight matrix {@code [out, in]}
   * @param columns the number of inputs (fan in)
   * @param key of the random numbers
   */
  void fill(float[] weights, int offset, int rows, int columns, long key);
}
