package io.ganglion.exchange.keras;

/** A weight as Keras' files hold it: a vector, or a matrix {@code [in, out]}. */
final class KerasWeight {
  private final String name;
  private final float[] values;

  /** 0 for a vector. */
  private final int rows;

  private KerasWeight(String name, float[] values, int rows) {
    this.name = name;
    this.values = values;
    this.rows = rows;
  }

  static KerasWeight vector(String name, float[] values) {
    return new KerasWeight(name, values, 0);
  }

  /** A matrix, row by row. */
  static KerasWeight matrix(String name, float[] values, int rows) {
    return new KerasWeight(name, values, rows);
  }

  KerasWeight named(String other) {
    return new KerasWeight(other, values, rows);
  }

  String name() {
    return name;
  }

  int size() {
    return values.length;
  }

  /** The elements row by row; shared, not to be written. */
  float[] values() {
    return values;
  }

  /** The elements column by column. */
  float[] transposed() {
    int columns = values.length / rows;
    float[] transposed = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = values[r * columns + c];
      }
    }
    return transposed;
  }

  /** A Java array with as many dimensions. */
  Object array() {
    if (rows == 0) {
      return values;
    }
    int columns = values.length / rows;
    float[][] matrix = new float[rows][columns];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(values, r * columns, matrix[r], 0, columns);
    }
    return matrix;
  }

  boolean matrix() {
    return rows > 0;
  }
}
