package io.ganglion.loss;

import io.ganglion.config.Section;

/** The hyperparameter {@code labelSmoothing} of the cross-entropies. */
final class LabelSmoothing {
  static final double NONE = 0.0;

  private LabelSmoothing() {}

  static double read(Section section) {
    return section.number("labelSmoothing", NONE, 0.0, 1.0);
  }

  static void check(double labelSmoothing) {
    if (!(labelSmoothing >= 0.0 && labelSmoothing < 1.0)) {
      throw new IllegalArgumentException(
          "labelSmoothing: expected at least 0 and below 1, found " + labelSmoothing);
    }
  }
}
