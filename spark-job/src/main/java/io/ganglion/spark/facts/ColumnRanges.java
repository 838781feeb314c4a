package io.ganglion.spark.facts;

import io.ganglion.tensor.Kernels;
import java.io.Serializable;
import java.util.Arrays;

/** Bounds and gaps of columns of numbers; the order of rows makes no difference. */
public final class ColumnRanges implements Serializable {
  private static final long serialVersionUID = 1L;

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

  ColumnRanges(int columns) {
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

  /** Adds the values that some rows have in a column. */
  void addAll(int column, double[] values, ChunkRows rows) {
    // Nearly all values are within the bounds of those before them.
    if (Kernels.within(values, rows.training.length, minimum[column], maximum[column])) {
      count[column] += rows.learned;
      return;
    }
    for (int row = 0; row < rows.training.length; row++) {
      if (rows.there(row)) {
        add(column, values[row], rows.training[row]);
      }
    }
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
