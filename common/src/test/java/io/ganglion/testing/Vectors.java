package io.ganglion.testing;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;

/** Flat vectors and matrices for tests; sums in double. */
public final class Vectors {
  private Vectors() {}

  /** Standard normal numbers. */
  public static float[] normal(int n, long seed) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Seeds.normal(seed, i);
    }
    return values;
  }

  /** A matrix of standard normal numbers. */
  public static Matrix normal(int rows, int columns, long seed) {
    return Matrix.of(normal(rows * columns, seed), rows, columns);
  }

  public static double dot(float[] a, float[] b) {
    double sum = 0.0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  public static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** The norm of the difference. */
  public static double distance(float[] a, float[] b) {
    double sum = 0.0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** The elements of a view, row by row. */
  public static float[] values(Matrix x) {
    float[] values = new float[x.size()];
    for (int r = 0; r < x.rows; r++) {
      System.arraycopy(x.data, x.row(r), values, r * x.columns, x.columns);
    }
    return values;
  }

  /** Writes the elements of a view, row by row. */
  public static void set(Matrix x, float[] values) {
    for (int r = 0; r < x.rows; r++) {
      System.arraycopy(values, r * x.columns, x.data, x.row(r), x.columns);
    }
  }
}
