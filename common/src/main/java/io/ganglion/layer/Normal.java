package io.ganglion.layer;

import io.ganglion.network.Initializer;
import io.ganglion.tensor.Seeds;

/**
 * Normal numbers with mean 0 and deviation {@code 1 / √n}, n being the number of inputs: a neuron's
 * weighted sum then varies as much as one of its inputs does.
 *
 * <p>Source: LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp", section 4.6.
 */
public record Normal() implements Initializer {
  @Override
  public String kind() {
    return "normal";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    double deviation = 1.0 / Math.sqrt(columns);
    for (int i = 0; i < rows * columns; i++) {
      weights[offset + i] = (float) (deviation * Seeds.normal(key, i));
    }
  }
}
