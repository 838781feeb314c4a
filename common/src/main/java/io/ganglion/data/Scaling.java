package io.ganglion.data;

import io.ganglion.config.Section;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Normals;
import io.ganglion.tensor.Seeds;

/**
 * Multiplies each number by a factor of its own: {@code x (1 + deviation z)} with normal z. Of
 * sparse columns it changes the stored values. A column whose values lie far from 0 for their
 * deviation comes to the network without its mean, and its distance from the mean is what is
 * scaled.
 *
 * @param deviation above 0
 */
public record Scaling(double deviation) implements Augmentation {
  static Scaling read(Section section) {
    return new Scaling(section.positive("deviation"));
  }

  @Override
  public String kind() {
    return "scaling";
  }

  @Override
  public Augmenter bind(Columns columns) {
    if (columns.sparse() == 0) {
      Augmentations.requireNumbers(this, columns);
    }
    return new Bound((float) deviation, new float[columns.numbers()]);
  }

  private static final class Bound implements Augmenter {
    private final float deviation;
    private final float[] factors;

    Bound(float deviation, float[] factors) {
      this.deviation = deviation;
      this.factors = factors;
    }

    @Override
    public void apply(Batch batch, long key) {
      Matrix x = batch.numeric;
      for (int r = 0; r < x.rows; r++) {
        Normals.fill(factors, 0, factors.length, 1f, deviation, Seeds.derive(key, r));
        int row = x.row(r);
        for (int c = 0; c < factors.length; c++) {
          x.data[row + c] *= factors[c];
        }
      }
      Csr sparse = batch.sparse;
      long sparseKey = Seeds.derive(key, -1);
      for (int k = 0; k < sparse.stored(); k++) {
        sparse.value[k] *= 1f + deviation * Normals.of(Seeds.bits16(sparseKey, k));
      }
    }
  }
}
