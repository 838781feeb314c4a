package io.ganglion.spark;

/** Counts the rows of a partition through: gives each, in its turn, its position among all rows. */
final class Positions {
  private final BucketOffsets offsets;
  private int bucket = -1;
  private long next;

  /** Starts before the first row of a partition. */
  Positions(BucketOffsets offsets) {
    this.offsets = offsets;
  }

  /** The position of the next row, which has this hash. */
  long next(long hash) {
    int found = BucketOffsets.bucket(hash);
    if (found != bucket) {
      bucket = found;
      next = offsets.before(found);
    }
    return next++;
  }
}
