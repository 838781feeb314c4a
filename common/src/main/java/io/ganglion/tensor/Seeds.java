package io.ganglion.tensor;

/**
 * Counter-based randomness: a value is a pure function of a key and a counter, so that a task that
 * is run again, elsewhere or in another order draws the same numbers.
 *
 * <p>The mixing function is the finaliser of SplitMix64.
 *
 * <p>Source: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators"; the idea
 * of counters instead of state: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
public final class Seeds {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double TO_UNIT = 0x1.0p-53;

  private Seeds() {}

  /** A bijective mixing of 64 bits. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The key of a child of {@code key}, for example of a shard in an epoch. */
  public static long derive(long key, long child) {
    return mix(mix(key + GOLDEN) + (child + 1) * GOLDEN);
  }

  /** The key of a grandchild. */
  public static long derive(long key, long child, long grandchild) {
    return derive(derive(key, child), grandchild);
  }

  /** The {@code counter}-th random 64 bits under {@code key}. */
  public static long bits(long key, long counter) {
    return mix(key + (counter + 1) * GOLDEN);
  }

  /** The {@code counter}-th random 16 bits under {@code key}, as a number from 0 to 65535. */
  public static int bits16(long key, long counter) {
    return (int) (bits(key, counter >> 2) >>> (16 * (counter & 3))) & 0xFFFF;
  }

  /** The {@code counter}-th uniform number in [0, 1) under {@code key}. */
  public static double uniform(long key, long counter) {
    return (bits(key, counter) >>> 11) * TO_UNIT;
  }

  /** The {@code counter}-th standard normal number under {@code key} (Box & Muller 1958). */
  public static double normal(long key, long counter) {
    double radius = Math.sqrt(-2.0 * Math.log(1.0 - uniform(key, 2 * counter)));
    return radius * Math.cos(2.0 * Math.PI * uniform(key, 2 * counter + 1));
  }

  /** A whole number in [0, bound) from 64 random bits (Lemire 2019, without the rejection step). */
  public static int below(int bound, long bits) {
    return (int) Math.multiplyHigh(bits >>> 1, 2L * bound);
  }

  /** Fills {@code order} with a random permutation of 0 … n − 1 (Fisher & Yates). */
  public static void permutation(int[] order, int n, long key) {
    for (int i = 0; i < n; i++) {
      int j = below(i + 1, bits(key, i));
      order[i] = order[j];
      order[j] = i;
    }
  }
}
