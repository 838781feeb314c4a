package io.ganglion.spark.row;

import org.apache.spark.ml.linalg.Vector;

/** A {@link TableRow} with a column of vectors. */
public final class VectorRow extends TableRow {
  private Vector vector;

  /** Null where it is missing. */
  public Vector getVector() {
    return vector;
  }

  public void setVector(Vector vector) {
    this.vector = vector;
  }
}
