package io.ganglion.spark;

import java.io.Serializable;
import java.util.List;

/**
 * How many rows stand before each bucket of hashes. A bucket is named by the top bits of a hash, in
 * the order of the signed hashes, as Spark sorts them.
 */
final class BucketOffsets implements Serializable {
  static final int BUCKETS = 256;

  private static final long serialVersionUID = 1L;
  private static final int SHIFT = Long.SIZE - 8;

  private final long[] offsets = new long[BUCKETS + 1];

  /**
   * Adds up the rows of the buckets.
   *
   * @param counts the rows of each bucket, an array a partition
   */
  BucketOffsets(List<long[]> counts) {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      long count = 0;
      for (long[] partition : counts) {
        if (count > 0 && partition[bucket] > 0) {
          throw new IllegalStateException("bucket " + bucket + " is spread over partitions");
        }
        count += partition[bucket];
      }
      offsets[bucket + 1] = offsets[bucket] + count;
    }
  }

  /** The bucket of a hash. */
  static int bucket(long hash) {
    return (int) (hash >> SHIFT) + BUCKETS / 2;
  }

  /** The number of rows before a bucket. */
  long before(int bucket) {
    return offsets[bucket];
  }

  /** The number of all rows. */
  long rows() {
    return offsets[BUCKETS];
  }
}
