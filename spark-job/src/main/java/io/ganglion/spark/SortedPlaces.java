package io.ganglion.spark;

import java.util.Arrays;

/** Sorts places by keys, one sort of whole numbers for all. */
final class SortedPlaces {
  private static final int PLACE_BITS = 16;

  /** The most keys. */
  static final int MOST = 1 << PLACE_BITS;

  private SortedPlaces() {}

  /**
   * The places of the first n keys in their order. The top bits of the keys are sorted with the
   * place in the rest; the few whose tops agree are put right afterwards.
   *
   * @param n at most {@link #MOST}
   */
  static int[] of(long[] keys, int n) {
    long[] sorted = new long[n];
    for (int i = 0; i < n; i++) {
      sorted[i] = (keys[i] & -MOST) | i;
    }
    Arrays.sort(sorted);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int place = (int) sorted[i] & (MOST - 1);
      int j = i;
      while (j > 0 && keys[order[j - 1]] > keys[place]) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = place;
    }
    return order;
  }
}
