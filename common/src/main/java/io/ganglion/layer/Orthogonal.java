package io.ganglion.layer;

import io.ganglion.network.Initializer;
import io.ganglion.tensor.Seeds;

/**
 * A random matrix whose rows are orthonormal where there are no more of them than columns, and
 * whose columns are otherwise, uniform among all such matrices: normal numbers, made orthogonal
 * vector by vector. Repeated products with it neither grow nor vanish.
 *
 * <p>Source: Saxe, McClelland &amp; Ganguli 2014, "Exact solutions to the nonlinear dynamics of
 * learning in deep linear neural networks", section 3.
 */
public record Orthogonal() implements Initializer {
  /** One round of projections leaves errors of rounding that a second one takes away. */
  private static final int ROUNDS = 2;

  @Override
  public String kind() {
    return "orthogonal";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    boolean wide = rows <= columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] vectors = new double[count][length];
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < length; i++) {
        vectors[v][i] = Seeds.normal(key, (long) v * length + i);
      }
      makeOrthogonal(vectors, v);
      for (int i = 0; i < length; i++) {
        weights[offset + (wide ? v * columns + i : i * columns + v)] = (float) vectors[v][i];
      }
    }
  }

  /** Takes from vector v its parts along those before it, and makes its length 1. */
  private static void makeOrthogonal(double[][] vectors, int v) {
    double[] x = vectors[v];
    for (int round = 0; round < ROUNDS; round++) {
      for (int u = 0; u < v; u++) {
        addMultiple(-dot(vectors[u], x), vectors[u], x);
      }
    }
    addMultiple(1.0 / Math.sqrt(dot(x, x)) - 1.0, x, x);
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0.0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static void addMultiple(double factor, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += factor * x[i];
    }
  }
}
