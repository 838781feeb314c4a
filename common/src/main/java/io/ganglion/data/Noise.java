package io.ganglion.data;

import io.ganglion.config.Section;

/**
 * Adds normal noise to each number: {@code x + deviation σ z}, where σ is the column's deviation in
 * the training rows and z a number of its own for each value. A column without variance, as the
 * border of an image is, gets none.
 *
 * <p>Source: Bishop 1995, "Training with noise is equivalent to Tikhonov regularization".
 *
 * @param deviation above 0, in units of σ
 */
public record Noise(double deviation) implements Augmentation {
  static Noise read(Section section) {
    return new Noise(section.positive("deviation"));
  }

  @Override
  public String kind() {
    return "noise";
  }

  @Override
  public Augmenter bind(Columns columns) {
    if (columns.sparse() > 0) {
      throw new AugmentationException(
          this,
          "expected dense columns, found "
              + columns.sparse()
              + " sparse ones, each zero of which it would fill: take scaling, which changes stored"
              + " values only");
    }
    Augmentations.requireNumbers(this, columns);
    return new ColumnNoise(deviation, columns);
  }
}
