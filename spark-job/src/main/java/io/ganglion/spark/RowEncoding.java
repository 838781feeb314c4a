package io.ganglion.spark;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import java.io.Serializable;

/**
 * How a row of a table becomes a row of a block.
 *
 * @param schema of the features
 * @param target of the label
 */
record RowEncoding(Schema schema, TargetEncoder target) implements Serializable {
  static RowEncoding of(Schema schema, Loss.Target target) {
    LabelColumn label = schema.label();
    return new RowEncoding(schema, new TargetEncoder(label, target));
  }

  RowBuffer buffer(int capacity) {
    return new RowBuffer(schema.width(), target.classed(), capacity);
  }
}
