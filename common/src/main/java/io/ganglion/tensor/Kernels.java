package io.ganglion.tensor;

import java.util.Arrays;

/** Elementwise operations and reductions on row-major views and flat vectors. */
public final class Kernels {
  private Kernels() {}

  /** {@code y = x}. */
  public static void copy(Matrix x, Matrix y) {
    for (int r = 0; r < x.rows; r++) {
      System.arraycopy(x.data, x.row(r), y.data, y.row(r), x.columns);
    }
  }

  /** {@code y = value} everywhere. */
  public static void fill(Matrix y, float value) {
    for (int r = 0; r < y.rows; r++) {
      Arrays.fill(y.data, y.row(r), y.row(r) + y.columns, value);
    }
  }

  /** {@code y += alpha x}. */
  public static void axpy(float alpha, Matrix x, Matrix y) {
    for (int r = 0; r < x.rows; r++) {
      for (int c = 0; c < x.columns; c++) {
        y.data[y.row(r) + c] += alpha * x.data[x.row(r) + c];
      }
    }
  }

  /** {@code z = x ⊙ y}; z may be x or y. */
  public static void multiply(Matrix x, Matrix y, Matrix z) {
    for (int r = 0; r < x.rows; r++) {
      for (int c = 0; c < x.columns; c++) {
        z.data[z.row(r) + c] = x.data[x.row(r) + c] * y.data[y.row(r) + c];
      }
    }
  }

  /** Adds the row {@code bias [1, columns]} to each row of y. */
  public static void addRow(Matrix bias, Matrix y) {
    for (int r = 0; r < y.rows; r++) {
      for (int c = 0; c < y.columns; c++) {
        y.data[y.row(r) + c] += bias.data[bias.offset + c];
      }
    }
  }

  /** Adds the sum of the rows of x to {@code sums [1, columns]}. */
  public static void addColumnSums(Matrix x, Matrix sums) {
    for (int r = 0; r < x.rows; r++) {
      for (int c = 0; c < x.columns; c++) {
        sums.data[sums.offset + c] += x.data[x.row(r) + c];
      }
    }
  }

  /** {@code y = max(0, x)}; y may be x. */
  public static void relu(Matrix x, Matrix y) {
    for (int r = 0; r < x.rows; r++) {
      for (int c = 0; c < x.columns; c++) {
        y.data[y.row(r) + c] = Math.max(0f, x.data[x.row(r) + c]);
      }
    }
  }

  /** {@code dx = dy where y > 0, else 0}; dx may be dy. */
  public static void reluBackward(Matrix y, Matrix dy, Matrix dx) {
    for (int r = 0; r < y.rows; r++) {
      for (int c = 0; c < y.columns; c++) {
        dx.data[dx.row(r) + c] = y.data[y.row(r) + c] > 0f ? dy.data[dy.row(r) + c] : 0f;
      }
    }
  }

  /** {@code y = 1 / (1 + exp(−x))}; y may be x. */
  public static void sigmoid(Matrix x, Matrix y) {
    for (int r = 0; r < x.rows; r++) {
      for (int c = 0; c < x.columns; c++) {
        y.data[y.row(r) + c] = (float) (1.0 / (1.0 + Math.exp(-x.data[x.row(r) + c])));
      }
    }
  }

  /** {@code dx = dy ⊙ y ⊙ (1 − y)}; dx may be dy. */
  public static void sigmoidBackward(Matrix y, Matrix dy, Matrix dx) {
    for (int r = 0; r < y.rows; r++) {
      for (int c = 0; c < y.columns; c++) {
        float s = y.data[y.row(r) + c];
        dx.data[dx.row(r) + c] = dy.data[dy.row(r) + c] * s * (1f - s);
      }
    }
  }

  /** {@code y = tanh(x)}; y may be x. */
  public static void tanh(Matrix x, Matrix y) {
    for (int r = 0; r < x.rows; r++) {
      for (int c = 0; c < x.columns; c++) {
        y.data[y.row(r) + c] = (float) Math.tanh(x.data[x.row(r) + c]);
      }
    }
  }

  /** {@code dx = dy ⊙ (1 − y²)}; dx may be dy. */
  public static void tanhBackward(Matrix y, Matrix dy, Matrix dx) {
    for (int r = 0; r < y.rows; r++) {
      for (int c = 0; c < y.columns; c++) {
        float t = y.data[y.row(r) + c];
        dx.data[dx.row(r) + c] = dy.data[dy.row(r) + c] * (1f - t * t);
      }
    }
  }

  /** The softmax of each row, shifted by the row's maximum; y may be x. */
  public static void softmax(Matrix x, Matrix y) {
    for (int r = 0; r < x.rows; r++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < x.columns; c++) {
        max = Math.max(max, x.data[x.row(r) + c]);
      }
      double sum = 0.0;
      for (int c = 0; c < x.columns; c++) {
        float e = (float) Math.exp(x.data[x.row(r) + c] - max);
        y.data[y.row(r) + c] = e;
        sum += e;
      }
      float scale = (float) (1.0 / sum);
      for (int c = 0; c < x.columns; c++) {
        y.data[y.row(r) + c] *= scale;
      }
    }
  }

  /** {@code y[i] = 0} within the ranges. */
  public static void clear(float[] y, Ranges ranges) {
    for (int i = 0; i < ranges.count(); i++) {
      Arrays.fill(y, ranges.from(i), ranges.to(i), 0f);
    }
  }

  /** {@code y[i] += x[i]} within the ranges. */
  public static void add(float[] x, float[] y, Ranges ranges) {
    for (int i = 0; i < ranges.count(); i++) {
      for (int j = ranges.from(i); j < ranges.to(i); j++) {
        y[j] += x[j];
      }
    }
  }

  /** {@code y[i] *= scale} within the ranges. */
  public static void scale(float scale, float[] y, Ranges ranges) {
    for (int i = 0; i < ranges.count(); i++) {
      for (int j = ranges.from(i); j < ranges.to(i); j++) {
        y[j] *= scale;
      }
    }
  }

  /** {@code y *= scale}. */
  public static void scale(float scale, Matrix y) {
    for (int r = 0; r < y.rows; r++) {
      for (int c = 0; c < y.columns; c++) {
        y.data[y.row(r) + c] *= scale;
      }
    }
  }

  /** {@code y[i] += x[i]}, then {@code x[i] = 0}, within the ranges. */
  public static void addAndClear(float[] x, float[] y, Ranges ranges) {
    for (int i = 0; i < ranges.count(); i++) {
      for (int j = ranges.from(i); j < ranges.to(i); j++) {
        y[j] += x[j];
        x[j] = 0f;
      }
    }
  }

  /** Whether every element is a finite number. */
  public static boolean finite(float[] x) {
    for (float value : x) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
