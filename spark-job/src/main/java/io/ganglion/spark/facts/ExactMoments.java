package io.ganglion.spark.facts;

import io.ganglion.tensor.PowerSums;
import java.io.Serializable;
import java.math.BigInteger;

/**
 * Means, deviations and skewness of columns by sums of whole numbers, which have the same bits in
 * whatever order the rows come: a value is its distance from the middle of its column's range in
 * units of 2⁻³⁰ of half the range, a weight a number of 24 bits.
 *
 * <p>Source: fixed-point accumulation, after Kulisch 1971, cut to the bits that a float can show.
 */
public final class ExactMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int WEIGHT_BITS = 24;

  private final double[] middle;
  private final double[] unit;
  private final double weightUnit;

  /** Sums of w, w q, w q² as pairs of a high and a low half, and of q³. */
  private final long[] weights;

  private final long[] sums;
  private final long[] squares;
  private final long[] cubes;
  private final long[] count;

  /** What came since sums were carried; empty whenever they travel. */
  private final transient PowerSums since;

  /**
   * The sums of the weights of all rows, whether or not a value is there, as two pairs: of rows
   * with features, and of rows with labels.
   */
  private final long[] rowWeights = new long[4];

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
      int exponent = Math.min(1000, PowerSums.BITS - 1 - Math.getExponent(half));
      unit[c] = half > 0.0 ? Math.scalb(1.0, exponent) : 0.0;
    }
    since = new PowerSums(middle, unit);
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
    since = new PowerSums(middle, unit);
  }

  /** Empty sums of the same columns. */
  ExactMoments copyEmpty() {
    return new ExactMoments(this);
  }

  /** Counts a row that has features, or that has labels; its values are added besides. */
  void addRow(double weight, boolean labelled) {
    addTo(rowWeights, labelled ? 1 : 0, (long) Math.rint(weight * weightUnit));
  }

  /**
   * Adds the values that some of the first rows have in a column, each counting 1, but for NaN;
   * they are part of the sums after {@link #carry}, which has to come before 2³⁰ rows.
   *
   * @param rows whether each is added
   */
  void addAll(int c, double[] values, boolean[] rows) {
    since.add(c, values, rows);
  }

  /** Adds what was summed in halves, without looking for carries, to the sums. */
  void carry() {
    for (int c = 0; c < count.length; c++) {
      count[c] += since.count(c);
      addTo(sums, c, since.sum(c));
      addHalves(squares, c, since.squares(c, true), since.squares(c, false));
      addHalves(cubes, c, since.cubes(c, true), since.cubes(c, false));
    }
    since.clear();
  }

  /** Adds a value of a row that counts {@code weight}. */
  void add(int c, double value, double weight) {
    long q = PowerSums.steps(value, middle[c], unit[c]);
    long w = (long) Math.rint(weight * weightUnit);
    count[c]++;
    addTo(weights, c, w);
    addTo(sums, c, w * q);
    long square = q * q;
    squares[2 * c] += Math.multiplyHigh(square, w);
    addSquare(squares, c, square * w);
    long s = q >> PowerSums.CUBE_SHIFT;
    addTo(cubes, c, s * s * s);
  }

  /** Adds a number below 2⁶⁴ to a pair. */
  private static void addSquare(long[] pairs, int c, long x) {
    long low = pairs[2 * c + 1] + x;
    pairs[2 * c] += Long.compareUnsigned(low, x) < 0 ? 1 : 0;
    pairs[2 * c + 1] = low;
  }

  /** Adds {@code high} 2³² + {@code low} to a pair. */
  private static void addHalves(long[] pairs, int c, long high, long low) {
    pairs[2 * c] += high >> PowerSums.HALF;
    addSquare(pairs, c, high << PowerSums.HALF);
    addTo(pairs, c, low);
  }

  /** Adds a signed number to a pair. */
  private static void addTo(long[] pairs, int c, long x) {
    pairs[2 * c] += x >> 63;
    addSquare(pairs, c, x);
  }

  /** Adds the sums of another part of the rows. */
  void merge(ExactMoments other) {
    mergePair(rowWeights, other.rowWeights, 0);
    mergePair(rowWeights, other.rowWeights, 1);
    for (int c = 0; c < count.length; c++) {
      count[c] += other.count[c];
      mergePair(weights, other.weights, c);
      mergePair(sums, other.sums, c);
      mergePair(squares, other.squares, c);
      mergePair(cubes, other.cubes, c);
    }
  }

  private static void mergePair(long[] pairs, long[] other, int c) {
    pairs[2 * c] += other[2 * c];
    addSquare(pairs, c, other[2 * c + 1]);
  }

  private static BigInteger whole(long[] pairs, int c) {
    return BigInteger.valueOf(pairs[2 * c])
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(pairs[2 * c + 1])));
  }

  private BigInteger weight(int c) {
    BigInteger weight = whole(weights, c);
    return weight.signum() == 0 ? BigInteger.valueOf(count[c]) : weight;
  }

  /** The weight of all rows, or of those with labels. */
  double rowWeight(boolean labelled) {
    return whole(rowWeights, labelled ? 1 : 0).doubleValue() / weightUnit;
  }

  double mean(int c) {
    return unit[c] == 0.0
        ? middle[c]
        : middle[c] + whole(sums, c).doubleValue() / weight(c).doubleValue() / unit[c];
  }

  /** The weighted sum of squared deviations from the mean. */
  double squares(int c) {
    if (unit[c] == 0.0) {
      return 0.0;
    }
    BigInteger n = weight(c);
    BigInteger scaled = n.multiply(whole(squares, c)).subtract(whole(sums, c).pow(2));
    return scaled.doubleValue() / n.doubleValue() / weightUnit / unit[c] / unit[c];
  }

  /** The third standardised moment of the values, each counting 1; 0 for equal ones. */
  double skewness(int c) {
    if (unit[c] == 0.0) {
      return 0.0;
    }
    double n = weight(c).doubleValue();
    double m = whole(sums, c).doubleValue() / n / (1 << PowerSums.CUBE_SHIFT);
    double second = whole(squares, c).doubleValue() / n / (1L << (2 * PowerSums.CUBE_SHIFT));
    double third = whole(cubes, c).doubleValue() / count[c];
    double variance = second - m * m;
    return variance <= 0.0
        ? 0.0
        : (third - 3 * m * second + 2 * m * m * m) / Math.pow(variance, 1.5);
  }
}
