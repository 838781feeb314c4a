package io.ganglion.spark.row;

/**
 * Sorts places by keys that are spread at random, as hashes are: by counting, for which the top
 * bits of a key are enough to tell nearly all of them apart.
 */
public final class SortedPlaces {
  /** The most keys. */
  public static final int MOST = 1 << 16;

  private static final int DIGIT_BITS = 12;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int TOP = Long.SIZE - DIGIT_BITS;

  private SortedPlaces() {}

  /**
   * The places of the first n keys in their order. Two rounds of a radix sort put the top bits in
   * order; the few keys whose tops agree are put right afterwards.
   */
  public static int[] of(long[] keys, int n) {
    int[] byLow = new int[n];
    int[] starts = new int[DIGITS + 1];
    for (int i = 0; i < n; i++) {
      starts[lowDigit(keys[i]) + 1]++;
    }
    accumulate(starts);
    for (int i = 0; i < n; i++) {
      byLow[starts[lowDigit(keys[i])]++] = i;
    }
    int[] order = new int[n];
    int[] tops = new int[DIGITS + 1];
    for (int i = 0; i < n; i++) {
      tops[topDigit(keys[i]) + 1]++;
    }
    accumulate(tops);
    for (int place : byLow) {
      order[tops[topDigit(keys[place])]++] = place;
    }
    finish(keys, order);
    return order;
  }

  private static int lowDigit(long key) {
    return (int) (key >>> (TOP - DIGIT_BITS)) & (DIGITS - 1);
  }

  /** With the sign turned, so that negative keys come first. */
  private static int topDigit(long key) {
    return (int) ((key ^ Long.MIN_VALUE) >>> TOP);
  }

  private static void accumulate(int[] starts) {
    for (int d = 1; d < starts.length; d++) {
      starts[d] += starts[d - 1];
    }
  }

  private static void finish(long[] keys, int[] order) {
    for (int i = 1; i < order.length; i++) {
      int place = order[i];
      long key = keys[place];
      int j = i;
      while (j > 0 && keys[order[j - 1]] > key) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = place;
    }
  }
}
