package io.ganglion.spark.shard;

import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.spark.row.RowLayout;
import java.io.Serializable;
import java.util.List;

/** How rows of a table become rows of a block. */
public final class RowEncoding implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RowLayout layout;
  private final Schema schema;
  private final Loss.Target target;
  private final List<Double> classWeights;
  private final int width;
  private final int idColumns;
  private final int sparseWidth;
  private final int targets;

  /**
   * An encoding.
   *
   * @param schema of the columns
   * @param target what the loss reads
   * @param classWeights by index of a class, for training rows; empty where each class counts 1
   */
  public RowEncoding(
      RowLayout layout, Schema schema, Loss.Target target, List<Double> classWeights) {
    this.layout = layout;
    this.schema = schema;
    this.target = target;
    this.classWeights = List.copyOf(classWeights);
    this.width = schema.width();
    this.idColumns = schema.categories().size();
    this.sparseWidth = schema.sparseWidth();
    this.targets = classed() ? 0 : schema.label().names().size();
  }

  RowLayout layout() {
    return layout;
  }

  Schema schema() {
    return schema;
  }

  List<Double> classWeights() {
    return classWeights;
  }

  /** Whether targets are indices of classes, not numbers. */
  boolean classed() {
    return target == Loss.Target.CLASS;
  }

  /** Whether rows carry weights. */
  boolean weighted() {
    return layout.weighted() || !classWeights.isEmpty();
  }

  /** Dense numbers a row. */
  int width() {
    return width;
  }

  /** Category ids a row. */
  int idColumns() {
    return idColumns;
  }

  /** The width of sparse rows, 0 for none. */
  int sparseWidth() {
    return sparseWidth;
  }

  /** Target numbers a target row; 0 where targets are classes. */
  int targets() {
    return targets;
  }
}
