package io.ganglion.layer;

import io.ganglion.network.Initializer;
import java.util.Arrays;

/** Zeros: for biases, and for weights only where something else breaks the symmetry. */
public record Zeros() implements Initializer {
  @Override
  public String kind() {
    return "zeros";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    Arrays.fill(weights, offset, offset + rows * columns, 0f);
  }
}
