package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.network.Initializer;
import java.util.Arrays;

/**
 * One and the same number everywhere. Neurons of a layer that begin alike stay alike, so this is
 * for a single neuron, or where something else tells them apart.
 *
 * @param value 0 by default, as in Keras
 */
public record Constant(double value) implements Initializer {
  static Constant read(Section section) {
    return new Constant(section.number("value", 0.0));
  }

  @Override
  public String kind() {
    return "constant";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    Arrays.fill(weights, offset, offset + rows * columns, (float) value);
  }
}
