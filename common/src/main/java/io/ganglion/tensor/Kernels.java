package io.ganglion.tensor;

import java.util.Arrays;
import java.util.Locale;

/**
 * Elementwise operations and reductions on row-major views and flat vectors.
 *
 * <p>On the Vector API where the JVM has it, else in plain Java, chosen once per JVM as {@link
 * Blas} is. Matrices without gaps between their rows are run through as one stretch. Outputs
 * overlap inputs only where it says so, and then wholly. Nothing is allocated.
 *
 * <p>The matrices of a call have one shape, or it throws an IllegalArgumentException.
 */
public final class Kernels {
  private static final FlatKernels FLAT = Backend.chooseKernels();

  private Kernels() {}

  /** What computes in this JVM. */
  public static String name() {
    return FLAT.name();
  }

  /** Whether this JVM computes without the Vector API. */
  static boolean plain() {
    return FLAT instanceof PlainKernels;
  }

  /** {@code y = x}. */
  public static void copy(Matrix x, Matrix y) {
    int runs = runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      System.arraycopy(x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** {@code y = value} everywhere. */
  public static void fill(Matrix y, float value) {
    int runs = runs(y, y);
    int n = y.size() / runs;
    for (int r = 0; r < runs; r++) {
      Arrays.fill(y.data, y.row(r), y.row(r) + n, value);
    }
  }

  /** {@code y += alpha x}. */
  public static void axpy(float alpha, Matrix x, Matrix y) {
    int runs = runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.axpy(alpha, x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** {@code y += alpha x} on n elements of x from {@code xAt} and of y from {@code yAt} on. */
  public static void axpy(float alpha, float[] x, int xAt, float[] y, int yAt, int n) {
    FLAT.axpy(alpha, x, xAt, y, yAt, n);
  }

  /** {@code y *= scale}. */
  public static void scale(float scale, Matrix y) {
    for (int r = 0; r < y.rows; r++) {
      int from = y.row(r);
      for (int i = from; i < from + y.columns; i++) {
        y.data[i] *= scale;
      }
    }
  }

  /** {@code z = x ⊙ y}; z may be x or y. */
  public static void multiply(Matrix x, Matrix y, Matrix z) {
    int runs = runs(x, y, z);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.multiply(x.data, x.row(r), y.data, y.row(r), z.data, z.row(r), n);
    }
  }

  /** Adds the row {@code bias [1, columns]} to each row of y. */
  public static void addRow(Matrix bias, Matrix y) {
    checkRow(bias, y);
    FLAT.addRow(bias.data, bias.offset, y.data, y.offset, y.rows, y.columns, y.stride);
  }

  /** {@code y = max(0, y + bias)}: {@link #addRow} and {@link #relu} in one pass. */
  public static void addRowRelu(Matrix bias, Matrix y) {
    checkRow(bias, y);
    FLAT.addRowRelu(bias.data, bias.offset, y.data, y.offset, y.rows, y.columns, y.stride);
  }

  /** Adds the sum of the rows of x to {@code sums [1, columns]}. */
  public static void addColumnSums(Matrix x, Matrix sums) {
    checkRow(sums, x);
    FLAT.addColumnSums(x.data, x.offset, x.rows, x.columns, x.stride, sums.data, sums.offset);
  }

  /** {@code y = max(0, x)}; y may be x. NaN stays NaN. */
  public static void relu(Matrix x, Matrix y) {
    int runs = runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.relu(x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** {@code dx = dy where y > 0, else 0}; dx may be dy. */
  public static void reluBackward(Matrix y, Matrix dy, Matrix dx) {
    int runs = runs(y, dy, dx);
    int n = y.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.reluBackward(y.data, y.row(r), dy.data, dy.row(r), dx.data, dx.row(r), n);
    }
  }

  /** {@code y = 1 / (1 + exp(−x))}, with a relative error below 1e-6; y may be x. */
  public static void sigmoid(Matrix x, Matrix y) {
    int runs = runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.sigmoid(x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** {@code dx = dy ⊙ y ⊙ (1 − y)}; dx may be dy. */
  public static void sigmoidBackward(Matrix y, Matrix dy, Matrix dx) {
    int runs = runs(y, dy, dx);
    int n = y.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.sigmoidBackward(y.data, y.row(r), dy.data, dy.row(r), dx.data, dx.row(r), n);
    }
  }

  /** {@code y = tanh(x)}, with a relative error below 1e-6; y may be x. */
  public static void tanh(Matrix x, Matrix y) {
    int runs = runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.tanh(x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** {@code dx = dy ⊙ (1 − y²)}; dx may be dy. */
  public static void tanhBackward(Matrix y, Matrix dy, Matrix dx) {
    int runs = runs(y, dy, dx);
    int n = y.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.tanhBackward(y.data, y.row(r), dy.data, dy.row(r), dx.data, dx.row(r), n);
    }
  }

  /** {@code y = exp(x)}, with a relative error below 1e-6; y may be x. */
  public static void exp(Matrix x, Matrix y) {
    int runs = runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.exp(x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** The softmax of each row, shifted by the row's maximum; y may be x. */
  public static void softmax(Matrix x, Matrix y) {
    softmax(FLAT, x, y);
  }

  static void softmax(FlatKernels flat, Matrix x, Matrix y) {
    int runs = runs(y, y);
    checkShapes(x, y);
    int n = x.columns;
    for (int r = 0; r < x.rows; r++) {
      subtract(flat.max(x.data, x.row(r), n), x.data, x.row(r), y.data, y.row(r), n);
    }
    // All rows at once: one row may be much narrower than a vector.
    for (int r = 0; r < runs; r++) {
      flat.exp(y.data, y.row(r), y.data, y.row(r), y.size() / runs);
    }
    for (int r = 0; r < y.rows; r++) {
      scale((float) (1.0 / flat.sum(y.data, y.row(r), n)), y.data, y.row(r), n);
    }
  }

  private static void subtract(float shift, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = x[xAt + i] - shift;
    }
  }

  private static void scale(float scale, float[] y, int yAt, int n) {
    for (int i = yAt; i < yAt + n; i++) {
      y[i] *= scale;
    }
  }

  /** {@code Σ x[i] y[i]}, summed in double precision; both have the same length. */
  public static double dot(float[] x, float[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "dot: expected two vectors of one length, found " + x.length + " and " + y.length);
    }
    return FLAT.dot(x, 0, y, 0, x.length);
  }

  /** Whether {@code least <= x[i] <= greatest} for the first n elements; NaN is not. */
  public static boolean within(double[] x, int n, double least, double greatest) {
    return FLAT.within(x, n, least, greatest);
  }

  /** {@code Σ x[i]²} over {@code [from, to)}, summed in double precision. */
  public static double sumOfSquares(float[] x, int from, int to) {
    // Four sums at a time, since each addition waits for the last one to the same sum.
    double a = 0.0;
    double b = 0.0;
    double c = 0.0;
    double d = 0.0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      a += (double) x[i] * x[i];
      b += (double) x[i + 1] * x[i + 1];
      c += (double) x[i + 2] * x[i + 2];
      d += (double) x[i + 3] * x[i + 3];
    }
    for (; i < to; i++) {
      a += (double) x[i] * x[i];
    }
    return (a + b) + (c + d);
  }

  /** Whether x holds neither NaN nor an infinite value. */
  public static boolean finite(float[] x) {
    for (float value : x) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** In how many stretches of equal length the elements lie: one, or as many as there are rows. */
  static int runs(Matrix x, Matrix y) {
    checkShapes(x, y);
    return x.contiguous() && y.contiguous() ? 1 : x.rows;
  }

  static int runs(Matrix x, Matrix y, Matrix z) {
    checkShapes(x, z);
    return z.contiguous() ? runs(x, y) : runs(z, y);
  }

  private static void checkShapes(Matrix x, Matrix y) {
    if (x.rows != y.rows || x.columns != y.columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Kernels: expected matrices of one shape, found [%d, %d] and [%d, %d]",
              x.rows,
              x.columns,
              y.rows,
              y.columns));
    }
  }

  private static void checkRow(Matrix row, Matrix y) {
    if (row.rows != 1 || row.columns != y.columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Kernels: expected a row [1, %d], found [%d, %d]",
              y.columns,
              row.rows,
              row.columns));
    }
  }
}
