package io.ganglion.layer;

import io.ganglion.tensor.Seeds;

/** Random numbers for initialisers: the i-th is a function of the key and i alone. */
final class Draws {
  /** The deviation of a standard normal number that is known to lie within ±2. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  private Draws() {}

  /** Uniform numbers in {@code middle ± limit}. */
  static void uniform(float[] x, int offset, int n, double middle, double limit, long key) {
    for (int i = 0; i < n; i++) {
      x[offset + i] = (float) (middle + limit * (2.0 * Seeds.uniform(key, i) - 1.0));
    }
  }

  /**
   * Normal numbers with mean 0, redrawn beyond two deviations, and what stays widened until {@code
   * deviation} is its own.
   */
  static void truncatedNormal(float[] x, int offset, int n, double deviation, long key) {
    double scale = deviation / TRUNCATED_DEVIATION;
    for (int i = 0; i < n; i++) {
      x[offset + i] = (float) (scale * truncated(Seeds.derive(key, i)));
    }
  }

  private static double truncated(long key) {
    double z = Seeds.normal(key, 0);
    for (int i = 1; Math.abs(z) > 2.0; i++) {
      z = Seeds.normal(key, i);
    }
    return z;
  }
}
