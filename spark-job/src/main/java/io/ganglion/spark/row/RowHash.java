package io.ganglion.spark.row;

import io.ganglion.tensor.Seeds;

/**
 * The hash of a row: of a seed and of all values that are used of it.
 *
 * <p>Source: a round and the multipliers are those of xxHash64 (Collet 2012), the last mixing is
 * that of {@link Seeds}.
 */
public final class RowHash {
  private static final long FIRST = 0x9E3779B185EBCA87L;
  private static final long SECOND = 0xC2B2AE3D27D4EB4FL;
  private static final long MISSING = 0x165667B19E3779F9L;

  private RowHash() {}

  private static long round(long hash, long value) {
    return Long.rotateLeft(hash + value * SECOND, 31) * FIRST;
  }

  /** The hashes of rows from one to another with the numbers of a column behind them. */
  static void add(long[] hashes, double[] column, int from, int to) {
    for (int row = from; row < to; row++) {
      hashes[row] = round(hashes[row], Double.doubleToLongBits(column[row]));
    }
  }

  /** The hash with some numbers behind it, all NaN alike. */
  public static long add(long hash, double[] numbers, int from, int count) {
    long h = hash;
    for (int i = from; i < from + count; i++) {
      h = round(h, Double.doubleToLongBits(numbers[i]));
    }
    return h;
  }

  /** The hash with the hash of a name behind it. */
  public static long add(long hash, long ofName) {
    return round(hash, ofName);
  }

  /** The hash with a vector behind it, in whatever way its zeros are stored. */
  public static long add(long hash, RawVectors vectors, int row) {
    long h = hash;
    for (int k = vectors.start[row]; k < vectors.start[row + 1]; k++) {
      if (vectors.value[k] != 0.0) {
        h = round(round(h, vectors.index[k]), Double.doubleToLongBits(vectors.value[k]));
      }
    }
    return h;
  }

  /** The hash of a name; null for a missing one. */
  public static long of(String name) {
    if (name == null) {
      return MISSING;
    }
    long h = name.length();
    for (int i = 0; i < name.length(); i++) {
      h = round(h, name.charAt(i));
    }
    return h;
  }

  /** The end of a hash: every bit of it depends on every bit of the values. */
  public static long end(long hash) {
    return Seeds.mix(hash);
  }
}
