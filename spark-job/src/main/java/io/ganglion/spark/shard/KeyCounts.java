package io.ganglion.spark.shard;

import java.io.Serializable;
import java.util.Collection;

/** How many rows have each {@link RankKey}, and so how many stand before those of a key. */
public final class KeyCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] keys;
  private final long[] counts;
  private final long rows;

  private KeyCounts(long[] byKey) {
    int used = 0;
    for (long count : byKey) {
      used += count > 0 ? 1 : 0;
    }
    keys = new int[used];
    counts = new long[used];
    long sum = 0;
    int n = 0;
    for (int key = 0; key < byKey.length; key++) {
      if (byKey[key] > 0) {
        keys[n] = key;
        counts[n++] = byKey[key];
        sum += byKey[key];
      }
    }
    rows = sum;
  }

  /** The counts of an array by key. */
  static KeyCounts of(long[] byKey) {
    return new KeyCounts(byKey);
  }

  /** The counts of all parts together. */
  static KeyCounts sum(Collection<KeyCounts> parts) {
    long[] byKey = new long[RankKey.KEYS];
    for (KeyCounts part : parts) {
      for (int i = 0; i < part.keys.length; i++) {
        byKey[part.keys[i]] += part.counts[i];
      }
    }
    return new KeyCounts(byKey);
  }

  /** The number of rows before those of each key. */
  long[] before() {
    long[] before = new long[RankKey.KEYS];
    long sum = 0;
    for (int i = 0; i < keys.length; i++) {
      before[keys[i]] = sum;
      sum += counts[i];
    }
    return before;
  }

  /** The number of all rows. */
  long rows() {
    return rows;
  }
}
