package io.ganglion.data;

import io.ganglion.config.Section;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;

/**
 * Hides a stretch of steps of each sequence: of n steps, 0 to {@code rate n} in a row, as many and
 * where as chance has it. There numbers become the columns' means in the training rows, and
 * categories unknown (id 0).
 *
 * <p>Source: Park et al. 2019, "SpecAugment: a simple data augmentation method for automatic speech
 * recognition", section 2.
 *
 * @param rate above 0 and below 1
 */
public record TimeMasking(double rate) implements Augmentation {
  static TimeMasking read(Section section) {
    return new TimeMasking(Masking.rate(section));
  }

  @Override
  public String kind() {
    return "time_masking";
  }

  @Override
  public Augmenter bind(Columns columns) {
    Augmentations.require(this, columns, Columns.Kind.STEP);
    if (columns.sparse() > 0) {
      throw new AugmentationException(
          this, "expected dense or categorical columns, found sparse ones: take masking");
    }
    return new Bound(rate, Masking.means(columns));
  }

  private static final class Bound implements Augmenter {
    private final double rate;
    private final float[] means;

    Bound(double rate, float[] means) {
      this.rate = rate;
      this.means = means;
    }

    @Override
    public void apply(Batch batch, long key) {
      Structure.Packed packed = (Structure.Packed) batch.structure;
      int steps = packed.steps;
      for (int b = 0; b < packed.examples; b++) {
        while (packed.active[steps - 1] <= b) {
          steps--;
        }
        long own = Seeds.derive(key, b);
        int most = (int) (rate * steps);
        int length = Seeds.below(most + 1, Seeds.bits(own, 0));
        int first = Seeds.below(steps - length + 1, Seeds.bits(own, 1));
        for (int t = first; t < first + length; t++) {
          hide(batch, packed.start[t] + b);
        }
      }
    }

    private void hide(Batch batch, int row) {
      Matrix x = batch.numeric;
      System.arraycopy(means, 0, x.data, x.row(row), means.length);
      Arrays.fill(batch.ids, row * batch.idColumns, (row + 1) * batch.idColumns, 0);
    }
  }
}
