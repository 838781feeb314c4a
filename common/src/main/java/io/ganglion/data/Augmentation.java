package io.ganglion.data;

import io.ganglion.config.Spec;

/**
 * A random change of training rows, drawn anew for every batch of every epoch. It makes more of few
 * rows by saying what may differ without the answer being another.
 *
 * <p>Held-out and test rows stay as they are, and so does whatever is predicted or evaluated.
 * Numbers are changed as they come to the network: before its first layer, in the units of the
 * data. Category ids and flags of missing values are never taken for numbers.
 */
public interface Augmentation extends Spec {
  /**
   * Binds it to the columns of a training.
   *
   * @throws AugmentationException if it makes no sense for them
   */
  Augmenter bind(Columns columns);
}
