package io.ganglion.data;

import io.ganglion.config.Section;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;

/**
 * Hides single values, each with probability {@code rate}: a number becomes the column's mean in
 * the training rows, a category becomes unknown (id 0), a stored value of sparse columns 0. So a
 * network learns not to lean on one column alone.
 *
 * <p>Source: Vincent, Larochelle, Bengio &amp; Manzagol 2008, "Extracting and composing robust
 * features with denoising autoencoders", for masking noise.
 *
 * @param rate above 0 and below 1, rounded to 1/65536
 */
public record Masking(double rate) implements Augmentation {
  private static final int LEVELS = 1 << 16;

  static Masking read(Section section) {
    return new Masking(Masking.rate(section));
  }

  /** A required rate above 0 and below 1. */
  static double rate(Section section) {
    double rate = section.positive("rate");
    if (rate >= 1.0) {
      section.problem("rate", "expected a number above 0 and below 1, found " + rate);
    }
    return rate;
  }

  @Override
  public String kind() {
    return "masking";
  }

  @Override
  public Augmenter bind(Columns columns) {
    int threshold = Math.max(1, (int) Math.round(rate * LEVELS));
    return new Bound(threshold, means(columns));
  }

  /** The means of the columns of numbers as they come to the network; 0 where none are known. */
  static float[] means(Columns columns) {
    float[] means = new float[columns.numbers()];
    for (int c = 0; c < means.length && !columns.statistics().isEmpty(); c++) {
      means[c] = (float) columns.statistics().get(c).mean();
    }
    return means;
  }

  private static final class Bound implements Augmenter {
    private final int threshold;
    private final float[] means;

    Bound(int threshold, float[] means) {
      this.threshold = threshold;
      this.means = means;
    }

    @Override
    public void apply(Batch batch, long key) {
      maskNumbers(batch.numeric, Seeds.derive(key, 0));
      long idKey = Seeds.derive(key, 1);
      int ids = batch.rows() * batch.idColumns;
      for (int i = 0; i < ids; i++) {
        if (Seeds.bits16(idKey, i) < threshold) {
          batch.ids[i] = 0;
        }
      }
      Csr sparse = batch.sparse;
      long sparseKey = Seeds.derive(key, 2);
      for (int k = 0; k < sparse.stored(); k++) {
        if (Seeds.bits16(sparseKey, k) < threshold) {
          sparse.value[k] = 0f;
        }
      }
    }

    private void maskNumbers(Matrix x, long key) {
      for (int r = 0; r < x.rows; r++) {
        int row = x.row(r);
        for (int c = 0; c < means.length; c++) {
          if (Seeds.bits16(key, (long) r * means.length + c) < threshold) {
            x.data[row + c] = means[c];
          }
        }
      }
    }
  }
}
