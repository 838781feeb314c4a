package io.ganglion.spark.facts;

import io.ganglion.tensor.Kernels;
import java.io.Serializable;
import java.util.Arrays;

/** Bounds and gaps of columns of numbers; the order of rows makes no difference. */
public final class ColumnRanges implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The greatest double that a float holds when it is rounded. */
  private static final double GREATEST = Math.nextDown(0x1.ffffffp127);

  /** The number of training values. */
  final long[] count;

  /** Of the training values. */
  final double[] minimum;

  final double[] maximum;

  /** The number of training rows without a value. */
  final long[] missing;

  /** The number of other rows without a value. */
  final long[] missingElsewhere;

  /** The number of values, of all rows, that no float holds. */
  final long[] infinite;

  /** The least of those. */
  final double[] infinity;

  /**
   * By n: the training rows whose first n values were within the bounds, and which {@link #carry}
   * has not counted yet.
   */
  private final transient long[] within;

  private final transient double[] least;
  private final transient double[] greatest;

  ColumnRanges(int columns) {
    within = new long[columns + 1];
    least = new double[columns];
    greatest = new double[columns];
    Arrays.fill(least, -GREATEST);
    Arrays.fill(greatest, GREATEST);
    count = new long[columns];
    minimum = new double[columns];
    maximum = new double[columns];
    missing = new long[columns];
    missingElsewhere = new long[columns];
    infinite = new long[columns];
    infinity = new double[columns];
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
    Arrays.fill(infinity, Double.POSITIVE_INFINITY);
  }

  /** Adds a value; NaN is a missing one. Of rows that are not for training only gaps count. */
  void add(int column, double value, boolean training) {
    if (Double.isNaN(value)) {
      long[] gaps = training ? missing : missingElsewhere;
      gaps[column]++;
    } else if (Float.isInfinite((float) value)) {
      infinite[column]++;
      infinity[column] = Math.min(infinity[column], value);
    } else if (training) {
      count[column]++;
      // Not Math.min, which is slower: there is no NaN here, and no second zero.
      minimum[column] = value < minimum[column] ? value : minimum[column];
      maximum[column] = value > maximum[column] ? value : maximum[column];
    }
  }

  /**
   * Adds the values of a row to the first {@code columns} columns; they are part of the counts
   * after {@link #carry}.
   */
  void addAll(double[] values, int from, int columns, boolean training) {
    // Nearly all rows are within the bounds of those before them.
    double[] low = training ? minimum : least;
    double[] high = training ? maximum : greatest;
    if (Kernels.within(values, from, low, high, columns)) {
      within[columns] += training ? 1 : 0;
      return;
    }
    for (int c = 0; c < columns; c++) {
      add(c, values[from + c], training);
    }
  }

  /** Counts the rows that were within the bounds. */
  void carry() {
    long rows = 0;
    for (int c = count.length - 1; c >= 0; c--) {
      rows += within[c + 1];
      count[c] += rows;
    }
    Arrays.fill(within, 0);
  }

  /** Adds that many training rows that hold 0. */
  void addZeros(int column, long zeros) {
    if (zeros > 0) {
      count[column] += zeros;
      minimum[column] = Math.min(minimum[column], 0.0);
      maximum[column] = Math.max(maximum[column], 0.0);
    }
  }

  /** Adds the rows of another part. */
  void merge(ColumnRanges other) {
    for (int c = 0; c < count.length; c++) {
      count[c] += other.count[c];
      minimum[c] = Math.min(minimum[c], other.minimum[c]);
      maximum[c] = Math.max(maximum[c], other.maximum[c]);
      missing[c] += other.missing[c];
      missingElsewhere[c] += other.missingElsewhere[c];
      infinite[c] += other.infinite[c];
      infinity[c] = Math.min(infinity[c], other.infinity[c]);
    }
  }

  /** Whether all training values that are there are equal. */
  boolean constant(int column) {
    return minimum[column] == maximum[column];
  }
}
