package io.ganglion.spark.table;

import io.ganglion.tensor.Seeds;
import java.io.Serializable;

/**
 * Which rows judge the final model, which are held out from training, and which are learned from.
 * Both shares are systematic samples over positions, the second over what the first leaves: the row
 * at position p is taken where ⌊(p + 1) share + start⌋ exceeds ⌊p share + start⌋, so that every run
 * of n rows gives n share of them, but for one, and equal rows, which stand together, are spread
 * alike.
 *
 * <p>Source: Madow & Madow 1944, "On the theory of systematic sampling".
 *
 * @param testShare of all rows, from 0 to below 1
 * @param heldOutShare of the rows that are left, from 0 to below 1
 * @param testStart in [0, 1)
 * @param heldOutStart in [0, 1)
 */
public record Split(double testShare, double heldOutShare, double testStart, double heldOutStart)
    implements Serializable {
  /** What a row is for. */
  public enum Part {
    TRAINING(0),
    HELD_OUT(1),
    TEST(2);

    public static final int COUNT = 3;

    private final int index;

    Part(int index) {
      this.index = index;
    }

    /** The place of the part in arrays of {@link #COUNT} counts. */
    public int index() {
      return index;
    }
  }

  private static final long STREAM = 0x5eed5917L;

  /** All rows are learned from. */
  public static final Split NONE = new Split(0.0, 0.0, 0.0, 0.0);

  /** The split that a seed draws. */
  public static Split of(double testShare, double heldOutShare, long seed) {
    long key = Seeds.derive(seed, STREAM);
    return new Split(testShare, heldOutShare, Seeds.uniform(key, 1), Seeds.uniform(key, 0));
  }

  /** The number of rows of a part before a position. */
  public long before(Part part, long position) {
    long test = taken(position, testShare, testStart);
    long left = position - test;
    long heldOut = taken(left, heldOutShare, heldOutStart);
    return switch (part) {
      case TEST -> test;
      case HELD_OUT -> heldOut;
      case TRAINING -> left - heldOut;
    };
  }

  /** A cast cuts off what is behind the point, as the floor of a number of at least 0 does. */
  private static long taken(long rows, double share, double start) {
    return (long) (rows * share + start);
  }

  /** The part of the row at a position. */
  public Part part(long position) {
    long left = position;
    if (testShare > 0.0) {
      long test = taken(position, testShare, testStart);
      if (taken(position + 1, testShare, testStart) > test) {
        return Part.TEST;
      }
      left -= test;
    }
    boolean heldOut =
        heldOutShare > 0.0
            && taken(left + 1, heldOutShare, heldOutStart)
                > taken(left, heldOutShare, heldOutStart);
    return heldOut ? Part.HELD_OUT : Part.TRAINING;
  }
}
