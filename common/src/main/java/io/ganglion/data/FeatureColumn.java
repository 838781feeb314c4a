package io.ganglion.data;

import io.ganglion.config.Spec;

/** A column that a network predicts from, as the training split showed it. */
public sealed interface FeatureColumn extends Spec
    permits NumericColumn, CategoricalColumn, VectorColumn {
  /** The column's name in the table. */
  String name();
}
