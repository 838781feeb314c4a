package io.ganglion.spark;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Means, deviations and skewness of columns by sums of whole numbers, which have the same bits in
 * whatever order the rows come: a value is its distance from the middle of its column's range in
 * units of 2⁻³⁰ of half the range, a weight a number of 24 bits.
 *
 * <p>Source: fixed-point accumulation, after Kulisch 1971, cut to the bits that a float can show.
 */
final class ExactMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int BITS = 30;
  private static final int WEIGHT_BITS = 24;

  /** Cubes are taken of fewer bits, so that they fit into 64. */
  private static final int CUBE_SHIFT = 10;

  private static final long LOW = 0xFFFF_FFFFL;

  /** Behind its point a double of this size has no bits left. */
  private static final double ROUNDING = 0x1.8p52;

  private final double[] middle;
  private final double[] unit;
  private final double weightUnit;

  /** Sums of w, w q, w q² and q³, as {@link WideSums} holds them. */
  private final long[] weights;

  private final long[] sums;
  private final long[] squares;
  private final long[] cubes;
  private final long[] count;

  /** The sum of the weights of all rows, whether or not a value is there. */
  private final long[] rowWeights = new long[2];

  /**
   * Empty sums.
   *
   * @param minimum of each column
   * @param maximum of each column
   * @param greatestWeight of all rows
   */
  ExactMoments(double[] minimum, double[] maximum, double greatestWeight) {
    int columns = minimum.length;
    middle = new double[columns];
    unit = new double[columns];
    weights = new long[2 * columns];
    sums = new long[2 * columns];
    squares = new long[2 * columns];
    cubes = new long[2 * columns];
    count = new long[columns];
    for (int c = 0; c < columns; c++) {
      double half = maximum[c] / 2 - minimum[c] / 2;
      middle[c] = minimum[c] + half;
      int exponent = Math.min(1000, BITS - 1 - Math.getExponent(half));
      unit[c] = half > 0.0 ? Math.scalb(1.0, exponent) : 0.0;
    }
    weightUnit =
        greatestWeight == 1.0
            ? 1.0
            : Math.scalb(1.0, WEIGHT_BITS - 1 - Math.getExponent(greatestWeight));
  }

  private ExactMoments(ExactMoments other) {
    int columns = other.middle.length;
    middle = other.middle;
    unit = other.unit;
    weightUnit = other.weightUnit;
    weights = new long[2 * columns];
    sums = new long[2 * columns];
    squares = new long[2 * columns];
    cubes = new long[2 * columns];
    count = new long[columns];
  }

  /** Empty sums of the same columns. */
  ExactMoments copyEmpty() {
    return new ExactMoments(this);
  }

  /** Adds a row, of which the values are added one by one. */
  void addRow(double weight) {
    WideSums.add(rowWeights, 0, (long) Math.rint(weight * weightUnit));
  }

  /** Adds rows that count 1, of which the values are added apart. */
  void addRows(int rows) {
    WideSums.add(rowWeights, 0, rows);
  }

  /** Adds n values of column c, but for NaN, of rows that count 1. */
  void addColumn(int c, double[] values, int from, int n) {
    long there = 0;
    long sum = 0;
    // Upper halves and lower ones apart, so that no sum needs a carry.
    long squareHigh = 0;
    long squareLow = 0;
    long cubeHigh = 0;
    long cubeLow = 0;
    for (int i = from; i < from + n; i++) {
      double value = values[i];
      if (Double.isNaN(value)) {
        continue;
      }
      long q = whole((value - middle[c]) * unit[c]);
      long square = q * q;
      long s = q >> CUBE_SHIFT;
      long cube = s * s * s;
      there++;
      sum += q;
      squareHigh += square >>> Integer.SIZE;
      squareLow += square & LOW;
      cubeHigh += cube >> Integer.SIZE;
      cubeLow += cube & LOW;
    }
    count[c] += there;
    WideSums.add(sums, c, sum);
    WideSums.add(squares, c, squareHigh, squareLow);
    WideSums.add(cubes, c, cubeHigh, cubeLow);
  }

  /** The nearest whole number, as of {@link Math#rint}, of a number below 2⁵¹ in magnitude. */
  private static long whole(double x) {
    return Double.doubleToRawLongBits(x + ROUNDING) - Double.doubleToRawLongBits(ROUNDING);
  }

  /** Adds a value that is there and finite, of a row that counts {@code weight}. */
  void add(int c, double value, double weight) {
    long q = (long) Math.rint((value - middle[c]) * unit[c]);
    long w = (long) Math.rint(weight * weightUnit);
    count[c]++;
    WideSums.add(weights, c, w);
    WideSums.add(sums, c, w * q);
    long square = q * q;
    squares[2 * c] += Math.multiplyHigh(square, w);
    WideSums.addUnsigned(squares, c, square * w);
    long s = q >> CUBE_SHIFT;
    WideSums.add(cubes, c, s * s * s);
  }

  /** Adds the sums of another part of the rows. */
  void merge(ExactMoments other) {
    WideSums.merge(rowWeights, other.rowWeights, 0);
    for (int c = 0; c < count.length; c++) {
      count[c] += other.count[c];
      WideSums.merge(weights, other.weights, c);
      WideSums.merge(sums, other.sums, c);
      WideSums.merge(squares, other.squares, c);
      WideSums.merge(cubes, other.cubes, c);
    }
  }

  private BigInteger weight(int c) {
    BigInteger weight = WideSums.of(weights, c);
    return weight.signum() == 0 ? BigInteger.valueOf(count[c]) : weight;
  }

  /** The weight of all rows. */
  double rowWeight() {
    return WideSums.of(rowWeights, 0).doubleValue() / weightUnit;
  }

  double mean(int c) {
    return unit[c] == 0.0
        ? middle[c]
        : middle[c] + WideSums.of(sums, c).doubleValue() / weight(c).doubleValue() / unit[c];
  }

  /** The weighted sum of squared deviations from the mean. */
  double squares(int c) {
    if (unit[c] == 0.0) {
      return 0.0;
    }
    BigInteger n = weight(c);
    BigInteger scaled = n.multiply(WideSums.of(squares, c)).subtract(WideSums.of(sums, c).pow(2));
    return scaled.doubleValue() / n.doubleValue() / weightUnit / unit[c] / unit[c];
  }

  /** The third standardised moment of the values, each counting 1; 0 for equal ones. */
  double skewness(int c) {
    if (unit[c] == 0.0) {
      return 0.0;
    }
    double n = weight(c).doubleValue();
    double m = WideSums.of(sums, c).doubleValue() / n / (1 << CUBE_SHIFT);
    double second = WideSums.of(squares, c).doubleValue() / n / (1L << (2 * CUBE_SHIFT));
    double third = WideSums.of(cubes, c).doubleValue() / count[c];
    double variance = second - m * m;
    return variance <= 0.0
        ? 0.0
        : (third - 3 * m * second + 2 * m * m * m) / Math.pow(variance, 1.5);
  }
}
