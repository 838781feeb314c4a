package io.ganglion.spark;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import java.io.Serializable;
import java.util.List;

/**
 * How rows of a table become rows of a block.
 *
 * @param schema of the columns
 * @param target what the loss reads
 * @param classWeights by index of a class, for training rows; empty where each class counts 1
 */
record RowEncoding(RowLayout layout, Schema schema, Loss.Target target, List<Double> classWeights)
    implements Serializable {
  RowEncoding {
    classWeights = List.copyOf(classWeights);
  }

  /** Whether targets are indices of classes, not numbers. */
  boolean classed() {
    return target == Loss.Target.CLASS;
  }

  /** The number of target numbers of a row. */
  int targets() {
    LabelColumn label = schema.label();
    return classed() ? 0 : label.names().size();
  }

  /** Whether rows carry weights. */
  boolean weighted() {
    return layout.weighted() || !classWeights.isEmpty();
  }

  RowBuffer buffer(int capacity) {
    return new RowBuffer(
        schema.width(),
        schema.categories().size(),
        schema.sparseWidth(),
        targets(),
        weighted(),
        capacity);
  }
}
