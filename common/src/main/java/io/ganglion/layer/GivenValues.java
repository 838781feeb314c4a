package io.ganglion.layer;

import io.ganglion.network.Initializer;
import java.util.List;

/** Values that are known before training, such as the statistics of columns. */
record GivenValues(List<Double> values) implements Initializer {
  @Override
  public String kind() {
    return "values";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    for (int i = 0; i < rows * columns; i++) {
      weights[offset + i] = values.get(i).floatValue();
    }
  }
}
