package io.ganglion.tensor;

/**
 * Standard normal numbers in bulk, for noise: the i-th is a function of the key and i alone.
 *
 * <p>Sixteen random bits choose among 65,536 equally likely values, the quantiles in the middle of
 * as many parts of the distribution, scaled for a variance of 1. So one draw of 64 bits serves four
 * numbers, none is beyond ±4.4, and a number costs little more than the reading of a table. {@link
 * Seeds#normal} has no such bounds, at many times the cost.
 */
public final class Normals {
  private static final int HALF = 1 << 15;

  /** The positive quantiles, from the outermost inwards. */
  private static final float[] QUANTILES = quantiles();

  private Normals() {}

  private static float[] quantiles() {
    double[] z = new double[HALF];
    double squares = 0.0;
    double from = 0.0;
    for (int i = HALF - 1; i >= 0; i--) {
      z[i] = quantile((i + 0.5) / (2.0 * HALF), from);
      squares += z[i] * z[i];
      from = z[i];
    }
    float[] quantiles = new float[HALF];
    for (int i = 0; i < HALF; i++) {
      quantiles[i] = (float) (z[i] / Math.sqrt(squares / HALF));
    }
    return quantiles;
  }

  /**
   * The positive number beyond which lies the given share, by Newton's method from a smaller one.
   * The exponential is the strict one, so that the table is the same on every machine.
   */
  private static double quantile(double share, double from) {
    double z = from;
    double move = 1.0;
    while (move > 1e-9) {
      double density = MillsRatio.DENSITY * StrictMath.exp(-0.5 * z * z);
      move = (MillsRatio.distribution(-z, density) - share) / density;
      z += move;
    }
    return z;
  }

  /** The number that the lowest 16 bits choose. */
  public static float of(long bits) {
    float z = QUANTILES[(int) bits & (HALF - 1)];
    int sign = ((int) bits & HALF) << 16;
    return Float.intBitsToFloat(Float.floatToRawIntBits(z) ^ sign);
  }

  /** {@code x[i] = mean + deviation z[i]} for n elements from {@code offset} on. */
  public static void fill(float[] x, int offset, int n, float mean, float deviation, long key) {
    int full = n & ~3;
    for (int i = 0; i < full; i += 4) {
      long bits = Seeds.bits(key, i >> 2);
      int at = offset + i;
      x[at] = mean + deviation * of(bits);
      x[at + 1] = mean + deviation * of(bits >>> 16);
      x[at + 2] = mean + deviation * of(bits >>> 32);
      x[at + 3] = mean + deviation * of(bits >>> 48);
    }
    long bits = Seeds.bits(key, full >> 2);
    for (int i = full; i < n; i++) {
      x[offset + i] = mean + deviation * of(bits);
      bits >>>= 16;
    }
  }
}
