package io.ganglion.spark;

import java.util.Arrays;

/**
 * Mean, squared deviations, bounds and gaps of columns, taken value by value and merged part by
 * part.
 *
 * <p>Source: Welford 1962, "Note on a method for calculating corrected sums of squares"; merging:
 * Chan, Golub & LeVeque 1979, "Updating formulae and a pairwise algorithm", equation 2.1.
 */
final class ColumnMoments {
  /** The number of training values. */
  final long[] count;

  final double[] mean;

  /** The sum of squared deviations from the mean. */
  final double[] squares;

  final double[] minimum;
  final double[] maximum;

  /** The number of training rows without a value. */
  final long[] missing;

  /** The number of held-out rows without a value. */
  final long[] heldOutMissing;

  /** The number of values, of all rows, that no float holds. */
  final long[] infinite;

  /** The least of those. */
  final double[] infinity;

  ColumnMoments(int columns) {
    count = new long[columns];
    mean = new double[columns];
    squares = new double[columns];
    minimum = new double[columns];
    maximum = new double[columns];
    missing = new long[columns];
    heldOutMissing = new long[columns];
    infinite = new long[columns];
    infinity = new double[columns];
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
    Arrays.fill(infinity, Double.POSITIVE_INFINITY);
  }

  /** Adds a value of a training row; NaN is a missing one. */
  void add(int column, double value) {
    if (Double.isNaN(value)) {
      missing[column]++;
      return;
    }
    if (noFloat(value)) {
      addInfinite(column, value, 1);
      return;
    }
    double deviation = value - mean[column];
    mean[column] += deviation / ++count[column];
    squares[column] += deviation * (value - mean[column]);
    minimum[column] = Math.min(minimum[column], value);
    maximum[column] = Math.max(maximum[column], value);
  }

  /** Adds a value of a held-out row, of which nothing may be learned. */
  void addHeldOut(int column, double value) {
    if (Double.isNaN(value)) {
      heldOutMissing[column]++;
    } else if (noFloat(value)) {
      addInfinite(column, value, 1);
    }
  }

  private static boolean noFloat(double value) {
    return Float.isInfinite((float) value);
  }

  private void addInfinite(int column, double value, long times) {
    infinite[column] += times;
    infinity[column] = Math.min(infinity[column], value);
  }

  /** Adds the rows of another part, which come after those of this one. */
  void merge(ColumnMoments next) {
    for (int c = 0; c < count.length; c++) {
      missing[c] += next.missing[c];
      heldOutMissing[c] += next.heldOutMissing[c];
      addInfinite(c, next.infinity[c], next.infinite[c]);
      mergeValues(c, next);
    }
  }

  private void mergeValues(int c, ColumnMoments next) {
    if (next.count[c] == 0) {
      return;
    }
    double both = count[c] + next.count[c];
    double between = next.mean[c] - mean[c];
    mean[c] = count[c] == 0 ? next.mean[c] : mean[c] + between * (next.count[c] / both);
    squares[c] += next.squares[c] + between * between * (count[c] * (next.count[c] / both));
    count[c] += next.count[c];
    minimum[c] = Math.min(minimum[c], next.minimum[c]);
    maximum[c] = Math.max(maximum[c], next.maximum[c]);
  }

  /** Whether all training values are there and equal, or all that are there. */
  boolean constant(int column) {
    return minimum[column] == maximum[column];
  }
}
