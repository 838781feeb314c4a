package io.ganglion.train;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;

/**
 * The plane on which points spread most: {@code s = (x − μ) V}, with x {@code [points, features]},
 * the mean μ, the two leading eigenvectors {@code V [features, 2]} of the covariance, and the
 * scores s {@code [points, 2]}. The largest entry of each direction is positive. Where a second and
 * a third direction hold almost the same variance, any between them may be the second.
 *
 * <p>Source: Hotelling 1933, "Analysis of a complex of statistical variables into principal
 * components". Found by orthogonal iteration: Golub & Van Loan 2013, "Matrix computations", section
 * 8.2.4.
 */
public final class PrincipalComponents {
  private static final int COMPONENTS = 2;
  private static final long KEY = 0x9ca1933L;
  private static final int MOST_ROUNDS = 2_000;
  private static final double SETTLED = 1e-12;

  /** Below that part of all variance is nothing but rounding. */
  private static final double NOTHING = 1e-13;

  private final double[][] scores;
  private final double[] shares;

  private PrincipalComponents(double[][] scores, double[] shares) {
    this.scores = scores;
    this.shares = shares;
  }

  /**
   * The plane of points.
   *
   * @param x {@code [points, features]}, at least one of each
   * @throws IllegalArgumentException if an element is not finite
   */
  public static PrincipalComponents of(Matrix x) {
    double[] mean = mean(x);
    double[][] covariance = covariance(x, mean);
    double total = 0.0;
    for (int j = 0; j < x.columns; j++) {
      total += covariance[j][j];
    }
    double[][] directions = directions(covariance, NOTHING * total);
    double[] shares = new double[COMPONENTS];
    double[][] scores = new double[COMPONENTS][x.rows];
    for (int c = 0; c < COMPONENTS; c++) {
      double variance = dot(directions[c], times(covariance, directions[c]));
      shares[c] = total > 0.0 ? variance / total : 0.0;
      for (int i = 0; i < x.rows; i++) {
        double sum = 0.0;
        for (int j = 0; j < x.columns; j++) {
          sum += (x.get(i, j) - mean[j]) * directions[c][j];
        }
        scores[c][i] = sum;
      }
    }
    return new PrincipalComponents(scores, shares);
  }

  /**
   * Where a point stands along a direction.
   *
   * @param component 0 or 1
   */
  public double score(int point, int component) {
    return scores[component][point];
  }

  /** The part of all variance that a direction holds, 0 to 1. */
  public double share(int component) {
    return shares[component];
  }

  private static double[] mean(Matrix x) {
    double[] mean = new double[x.columns];
    for (int i = 0; i < x.rows; i++) {
      for (int j = 0; j < x.columns; j++) {
        float value = x.get(i, j);
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "row " + i + ", column " + j + ": expected a finite number, found " + value);
        }
        mean[j] += value;
      }
    }
    for (int j = 0; j < x.columns; j++) {
      mean[j] /= x.rows;
    }
    return mean;
  }

  private static double[][] covariance(Matrix x, double[] mean) {
    double[][] covariance = new double[x.columns][x.columns];
    double[] centred = new double[x.columns];
    for (int i = 0; i < x.rows; i++) {
      for (int j = 0; j < x.columns; j++) {
        centred[j] = x.get(i, j) - mean[j];
      }
      for (int j = 0; j < x.columns; j++) {
        double[] row = covariance[j];
        double scaled = centred[j] / x.rows;
        for (int k = 0; k < x.columns; k++) {
          row[k] += scaled * centred[k];
        }
      }
    }
    return covariance;
  }

  /** The two leading eigenvectors; zeros in the place of one that holds no variance. */
  private static double[][] directions(double[][] covariance, double nothing) {
    int features = covariance.length;
    double[][] directions = new double[COMPONENTS][features];
    for (int c = 0; c < COMPONENTS; c++) {
      for (int j = 0; j < features; j++) {
        directions[c][j] = Seeds.normal(KEY, (long) c * features + j);
      }
    }
    double change = 1.0;
    for (int round = 0; round < MOST_ROUNDS && change > SETTLED; round++) {
      double[][] next = new double[COMPONENTS][];
      change = 0.0;
      for (int c = 0; c < COMPONENTS; c++) {
        next[c] = times(covariance, directions[c]);
        for (int before = 0; before < c; before++) {
          subtract(next[c], dot(next[c], next[before]), next[before]);
        }
        scale(next[c], nothing);
        change = Math.max(change, farthest(next[c], directions[c]));
      }
      directions = next;
    }
    for (double[] direction : directions) {
      turn(direction);
    }
    return directions;
  }

  private static double farthest(double[] a, double[] b) {
    double farthest = 0.0;
    for (int j = 0; j < a.length; j++) {
      farthest = Math.max(farthest, Math.abs(a[j] - b[j]));
    }
    return farthest;
  }

  /** Gives the vector the length 1, or 0 where it is no longer than rounding makes it. */
  private static void scale(double[] v, double nothing) {
    double norm = Math.sqrt(dot(v, v));
    for (int j = 0; j < v.length; j++) {
      v[j] = norm > nothing ? v[j] / norm : 0.0;
    }
  }

  /** Makes the entry positive that is the largest in size. */
  private static void turn(double[] v) {
    int largest = 0;
    for (int j = 1; j < v.length; j++) {
      // Of two that are equal but for rounding the first counts.
      largest = Math.abs(v[j]) > Math.abs(v[largest]) * (1.0 + 1e-6) ? j : largest;
    }
    if (v[largest] < 0.0) {
      for (int j = 0; j < v.length; j++) {
        v[j] = -v[j];
      }
    }
  }

  private static double[] times(double[][] matrix, double[] v) {
    double[] product = new double[v.length];
    for (int j = 0; j < v.length; j++) {
      product[j] = dot(matrix[j], v);
    }
    return product;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0.0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void subtract(double[] from, double factor, double[] v) {
    for (int j = 0; j < v.length; j++) {
      from[j] -= factor * v[j];
    }
  }
}
