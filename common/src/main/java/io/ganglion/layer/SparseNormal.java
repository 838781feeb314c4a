package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.network.Initializer;
import io.ganglion.tensor.Seeds;

/**
 * Standard normal numbers for a few inputs of each neuron, and 0 for all others: its weighted sum
 * varies whatever the width of the layer before, so that deep networks of sigmoid units neither
 * saturate nor fall silent.
 *
 * <p>Source: Martens 2010, "Deep learning via Hessian-free optimization", section 5.
 *
 * @param inputs of a neuron that begin with a weight, at least 1
 */
public record SparseNormal(int inputs) implements Initializer {
  static SparseNormal read(Section section) {
    return new SparseNormal(section.integer("inputs", 15, 1));
  }

  @Override
  public String kind() {
    return "sparse_normal";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    int[] order = new int[columns];
    for (int r = 0; r < rows; r++) {
      long rowKey = Seeds.derive(key, r);
      Seeds.permutation(order, columns, rowKey);
      for (int c = 0; c < columns; c++) {
        boolean chosen = order[c] < inputs;
        weights[offset + r * columns + c] = chosen ? (float) Seeds.normal(rowKey, -1L - c) : 0f;
      }
    }
  }
}
