package io.ganglion.tensor;

import java.util.Arrays;

/**
 * Sums of the powers of columns in whole numbers, which have the same bits in whatever order the
 * values come: a value counts as q, its distance from the middle of its column in whole units.
 *
 * <p>Source: fixed-point accumulation, after Kulisch 1971.
 */
public final class PowerSums {
  /** The most bits of q; squares and cubes of more would not fit. */
  public static final int BITS = 30;

  /** Cubes are taken of so many bits fewer. */
  public static final int CUBE_SHIFT = 10;

  /** The bits of the low half of a square or a cube. */
  public static final int HALF = 32;

  /** Leaves the low half. */
  public static final long LOW = (1L << HALF) - 1;

  /** 1.5 · 2⁵²: adding it leaves no place for fractions. */
  public static final double ROUNDING = 0x1.8p52;

  private static final long ROUNDING_BITS = Double.doubleToRawLongBits(ROUNDING);
  private static final int SUMS = 6;
  private static final PowerKernels KERNELS = Backend.choosePowerKernels();

  private final double[] middle;
  private final double[] unit;
  private final long[] sums;

  /**
   * Empty sums.
   *
   * @param middle of each column
   * @param unit by which a distance from the middle is multiplied, so that it has at most {@link
   *     #BITS} bits
   */
  public PowerSums(double[] middle, double[] unit) {
    this.middle = middle;
    this.unit = unit;
    this.sums = new long[SUMS * middle.length];
  }

  /** The distance of a value from the middle, as a whole number of units. */
  public static long steps(double value, double middle, double unit) {
    // The last bits of a sum with so large a number are those of the nearest whole number.
    return Double.doubleToRawLongBits((value - middle) * unit + ROUNDING) - ROUNDING_BITS;
  }

  /**
   * Adds those of the values that are chosen to a column, but for NaN; there may be more values
   * than choices. It takes 2³⁰ of them until {@link #clear}.
   */
  public void add(int c, double[] values, boolean[] chosen) {
    KERNELS.add(middle[c], unit[c], values, chosen, 0, chosen.length, sums, SUMS * c);
  }

  /** How many values came to a column. */
  public long count(int c) {
    return sums[SUMS * c];
  }

  /** The sum of q. */
  public long sum(int c) {
    return sums[SUMS * c + 1];
  }

  /** The sum of the high halves of q², or of the low ones. */
  public long squares(int c, boolean high) {
    return sums[SUMS * c + (high ? 2 : 3)];
  }

  /** The same of {@code (q >> }{@link #CUBE_SHIFT}{@code )³}; the high halves have a sign. */
  public long cubes(int c, boolean high) {
    return sums[SUMS * c + (high ? 4 : 5)];
  }

  /** Begins anew. */
  public void clear() {
    Arrays.fill(sums, 0L);
  }
}
