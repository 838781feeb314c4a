package io.ganglion.spark;

import io.ganglion.data.LabelColumn;
import io.ganglion.loss.Loss;
import java.io.Serializable;
import java.util.HashMap;

/** Turns a label into what a loss reads. */
final class TargetEncoder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LabelColumn label;
  private final Loss.Target target;
  private final HashMap<String, Integer> indices = new HashMap<>();

  TargetEncoder(LabelColumn label, Loss.Target target) {
    this.label = label;
    this.target = target;
    for (String name : label.classes()) {
      indices.put(name, indices.size());
    }
  }

  /** Whether targets are indices of classes, not numbers. */
  boolean classed() {
    return target == Loss.Target.CLASS;
  }

  /** The target as a number: standardised as training wants it, or 0 or 1. */
  float value(HashedRow row) {
    return target == Loss.Target.NUMBERS
        ? label.scaling().standardize(row.getNumber(), 0)
        : index(row);
  }

  /** The index of the row's class. */
  int index(HashedRow row) {
    return indices.get(row.className());
  }
}
