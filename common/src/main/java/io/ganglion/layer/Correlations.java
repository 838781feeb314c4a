package io.ganglion.layer;

/**
 * Correlations {@code C = Σ w ξξᵀ} of patterns: the lower triangle of a symmetric matrix, row after
 * row. Of patterns of +1 and −1 that weigh 1 they are whole numbers, so that their sum is exact in
 * whatever order.
 */
final class Correlations {
  /** A length of less than this share of the largest is rounding, and so is such a projection. */
  private static final double ROUNDING = 1e-10;

  private Correlations() {}

  /** The length of the triangle of n units. */
  static int size(int n) {
    return Math.toIntExact((long) n * (n + 1) / 2);
  }

  /** Where the correlation of units i and j stands. */
  static int at(int i, int j) {
    int row = Math.max(i, j);
    return row * (row + 1) / 2 + Math.min(i, j);
  }

  /** Adds those of a pattern. */
  static void add(double[] sums, double[] pattern, double weight) {
    int at = 0;
    for (int i = 0; i < pattern.length; i++) {
      double x = weight * pattern[i];
      for (int j = 0; j <= i; j++) {
        sums[at++] += x * pattern[j];
      }
    }
  }

  static double[] scaled(double[] sums, double scale) {
    double[] scaled = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      scaled[i] = scale * sums[i];
    }
    return scaled;
  }

  /**
   * The orthogonal projection onto the space that the patterns span, which is the space that the
   * columns of C span: {@code P = Σ qqᵀ} over orthonormal q, found by Gram–Schmidt with the longest
   * remaining column first. It depends on which patterns there are, not on how often each came, and
   * is exact but for rounding in double precision; dependent patterns do no harm.
   */
  static double[] projection(double[] sums, int n) {
    double[][] columns = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        columns[j][i] = sums[at(i, j)];
      }
    }
    double[] projection = new double[sums.length];
    double largest = 0.0;
    for (int k = 0; k < n; k++) {
      int longest = longest(columns, k);
      double[] q = columns[longest];
      columns[longest] = columns[k];
      columns[k] = q;
      double squares = dot(q, q);
      largest = Math.max(largest, squares);
      if (squares <= ROUNDING * ROUNDING * largest) {
        break;
      }
      orthogonalize(q, columns, k);
      double length = Math.sqrt(dot(q, q));
      for (int i = 0; i < n; i++) {
        q[i] /= length;
      }
      add(projection, q, 1.0);
      for (int c = k + 1; c < n; c++) {
        subtract(columns[c], q);
      }
    }
    for (int i = 0; i < projection.length; i++) {
      projection[i] = Math.abs(projection[i]) < ROUNDING ? 0.0 : projection[i];
    }
    return projection;
  }

  /** Once more against those before it, since the rounding of a short rest counts. */
  private static void orthogonalize(double[] q, double[][] columns, int k) {
    for (int c = 0; c < k; c++) {
      subtract(q, columns[c]);
    }
  }

  private static int longest(double[][] columns, int from) {
    int longest = from;
    double best = -1.0;
    for (int c = from; c < columns.length; c++) {
      double squares = dot(columns[c], columns[c]);
      if (squares > best) {
        best = squares;
        longest = c;
      }
    }
    return longest;
  }

  /** Takes off x its part along the unit vector q. */
  private static void subtract(double[] x, double[] q) {
    double along = dot(x, q);
    for (int i = 0; i < x.length; i++) {
      x[i] -= along * q[i];
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0.0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
