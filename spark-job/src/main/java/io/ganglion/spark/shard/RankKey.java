package io.ganglion.spark.shard;

/**
 * What comes first in the order of rows: the stratum, which the class of a row decides, and then
 * the bucket, which the top bits of its hash name, in the order of signed hashes.
 */
final class RankKey {
  static final int BUCKET_BITS = 8;

  static final int BUCKETS = 1 << BUCKET_BITS;

  /** Classes beyond that many share strata. */
  static final int STRATA = 256;

  /** The number of keys. */
  static final int KEYS = STRATA * BUCKETS;

  private static final int BUCKET_SHIFT = Long.SIZE - BUCKET_BITS;

  private RankKey() {}

  static int of(int stratum, long hash) {
    return stratum * BUCKETS + (int) (hash >> BUCKET_SHIFT) + BUCKETS / 2;
  }

  /** The stratum of each name of a class, for {@link #of}. */
  static int[] strata(String[] classes) {
    int[] strata = new int[classes.length];
    for (int i = 0; i < strata.length; i++) {
      // A prime that keeps 0, 1, 2, … and A, B, C, … apart.
      strata[i] = Math.floorMod(classes[i].hashCode(), 251);
    }
    return strata;
  }
}
