package io.ganglion.layer;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Normals;
import io.ganglion.tensor.Seeds;

/** Normal factors around 1. */
record NormalFactors(float deviation) implements RandomFactors {
  @Override
  public void draw(Matrix factors, long key) {
    Normals.fill(factors.data, factors.offset, factors.size(), 1f, deviation, key);
  }

  @Override
  public void apply(float[] values, int n, long key) {
    for (int k = 0; k < n; k++) {
      values[k] *= 1f + deviation * Normals.of(Seeds.bits16(key, k));
    }
  }
}
