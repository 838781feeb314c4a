package io.ganglion.tensor;

/**
 * Brings short intervals of a long vector into the cache ahead of their use. For one thread.
 *
 * <p>Work on scattered rows waits for memory at each of them, as too few instructions of the next
 * row are under way meanwhile. Reads with nothing between them overlap.
 */
public final class Prefetch {
  private static final int CACHE_LINE = 64 / Float.BYTES;

  /** The processor itself reads ahead in longer intervals. */
  private static final int LONGEST = 16 * CACHE_LINE;

  /** Of what was read: without a use of it the compiler would leave the reads out. */
  private float sum;

  /** Reads each cache line of n rows of a table, from a first one on, unless they are long. */
  public void read(float[] table, int offset, int width, int[] rows, int first, int n) {
    if (width > LONGEST) {
      return;
    }
    float all = 0f;
    for (int i = first; i < first + n; i++) {
      int from = offset + rows[i] * width;
      all += sum(table, from, from + width);
    }
    sum += all;
  }

  /** Reads each cache line of the intervals that are short. */
  public void read(float[] x, Ranges ranges) {
    float all = 0f;
    for (int i = 0; i < ranges.count(); i++) {
      if (ranges.to(i) - ranges.from(i) <= LONGEST) {
        all += sum(x, ranges.from(i), ranges.to(i));
      }
    }
    sum += all;
  }

  private static float sum(float[] x, int from, int to) {
    float sum = x[from] + x[to - 1];
    // Apart, as the bookkeeping of a loop would take the time of several reads.
    return to - from <= CACHE_LINE + 1 ? sum : sum + sumBetween(x, from, to);
  }

  private static float sumBetween(float[] x, int from, int to) {
    float sum = 0f;
    for (int i = from + CACHE_LINE; i < to; i += CACHE_LINE) {
      sum += x[i];
    }
    return sum;
  }

  float sum() {
    return sum;
  }
}
