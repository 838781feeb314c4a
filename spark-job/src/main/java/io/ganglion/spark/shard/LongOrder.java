package io.ganglion.spark.shard;

import java.util.Arrays;

/** Sorts places without boxing them. */
public final class LongOrder {
  /** Which of two places comes first, as {@link java.util.Comparator} says it. */
  public interface Comparison {
    int compare(int a, int b);
  }

  private LongOrder() {}

  /** The places of keys in the order of the keys, equal ones as they stand. */
  public static int[] of(long[] keys) {
    return of(keys.length, (a, b) -> Long.compare(keys[a], keys[b]));
  }

  /** The first n places in an order, equal ones as they stand: a merge sort. */
  public static int[] of(int n, Comparison comparison) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    sort(order.clone(), order, 0, n, comparison);
    return order;
  }

  /** Sorts a range of {@code to}, of which {@code from} is a copy. */
  private static void sort(int[] from, int[] to, int start, int end, Comparison comparison) {
    if (end - start < 2) {
      return;
    }
    int middle = (start + end) >>> 1;
    sort(to, from, start, middle, comparison);
    sort(to, from, middle, end, comparison);
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takesLeft =
          right == end || (left < middle && comparison.compare(from[left], from[right]) <= 0);
      to[i] = takesLeft ? from[left++] : from[right++];
    }
  }

  /** Keys sorted, each once. */
  public static long[] distinct(long[] keys, int n) {
    long[] sorted = Arrays.copyOf(keys, n);
    Arrays.sort(sorted);
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }
}
