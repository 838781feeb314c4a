package io.ganglion.data;

import io.ganglion.config.Section;

/**
 * Adds normal noise to each step of a sequence: {@code x + deviation σ z}, where σ is the column's
 * deviation in the training rows and z a number of its own for each value.
 *
 * <p>Source: Um et al. 2017, "Data augmentation of wearable sensor data for Parkinson's disease
 * monitoring using convolutional neural networks".
 *
 * @param deviation above 0, in units of σ
 */
public record Jitter(double deviation) implements Augmentation {
  static Jitter read(Section section) {
    return new Jitter(section.positive("deviation"));
  }

  @Override
  public String kind() {
    return "jitter";
  }

  @Override
  public Augmenter bind(Columns columns) {
    Augmentations.require(this, columns, Columns.Kind.STEP);
    Augmentations.requireNumbers(this, columns);
    return new ColumnNoise(deviation, columns);
  }
}
