package io.ganglion.spark.row;

/**
 * Sorts places by keys that are spread at random, as hashes are: by counting, for which the top
 * bits of a key are enough to tell nearly all of them apart.
 */
public final class SortedPlaces {
  /** The most rows of a chunk. */
  public static final int MOST = 1 << 16;

  /** Two digits have so many bits more than it takes to number the keys. */
  private static final int SPARE_BITS = 8;

  private SortedPlaces() {}

  /**
   * The places of the first n keys in their order. Two rounds of a radix sort put the top bits in
   * order; the few keys whose tops agree are put right afterwards.
   */
  public static int[] of(long[] keys, int n) {
    int bits = (Integer.SIZE - Integer.numberOfLeadingZeros(n) + SPARE_BITS + 1) / 2;
    int top = Long.SIZE - bits;
    int low = top - bits;
    int mask = (1 << bits) - 1;
    int[] byLow = new int[n];
    int[] starts = new int[mask + 2];
    for (int i = 0; i < n; i++) {
      starts[((int) (keys[i] >>> low) & mask) + 1]++;
    }
    accumulate(starts);
    for (int i = 0; i < n; i++) {
      byLow[starts[(int) (keys[i] >>> low) & mask]++] = i;
    }
    int[] order = new int[n];
    int[] tops = new int[mask + 2];
    for (int i = 0; i < n; i++) {
      tops[topDigit(keys[i], top) + 1]++;
    }
    accumulate(tops);
    for (int place : byLow) {
      order[tops[topDigit(keys[place], top)]++] = place;
    }
    finish(keys, order);
    return order;
  }

  /** With the sign turned, so that negative keys come first. */
  private static int topDigit(long key, int top) {
    return (int) ((key ^ Long.MIN_VALUE) >>> top);
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
