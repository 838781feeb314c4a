package io.ganglion.spark;

import java.math.BigInteger;

/** Sums of whole numbers in 128 bits: those of column c are a high half at 2 c and a low one. */
final class WideSums {
  private WideSums() {}

  /** Adds a number below 2⁶⁴, whose bits are those of {@code x}. */
  static void addUnsigned(long[] sums, int c, long x) {
    long low = sums[2 * c + 1] + x;
    sums[2 * c] += Long.compareUnsigned(low, x) < 0 ? 1 : 0;
    sums[2 * c + 1] = low;
  }

  /** Adds a signed number. */
  static void add(long[] sums, int c, long x) {
    sums[2 * c] += x >> 63;
    addUnsigned(sums, c, x);
  }

  /** Adds 2³² {@code high} + {@code low}. */
  static void add(long[] sums, int c, long high, long low) {
    sums[2 * c] += high >> Integer.SIZE;
    addUnsigned(sums, c, high << Integer.SIZE);
    add(sums, c, low);
  }

  /** Adds the sum of another part. */
  static void merge(long[] sums, long[] other, int c) {
    sums[2 * c] += other[2 * c];
    addUnsigned(sums, c, other[2 * c + 1]);
  }

  /** The sum of a column. */
  static BigInteger of(long[] sums, int c) {
    return BigInteger.valueOf(sums[2 * c])
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(sums[2 * c + 1])));
  }
}
