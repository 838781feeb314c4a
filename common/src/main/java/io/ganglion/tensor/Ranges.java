package io.ganglion.tensor;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Intervals {@code [from(i), to(i))} of a flat parameter vector.
 *
 * <p>An optimizer works on those intervals only: all trainable parameters as a rule, and of an
 * embedding table just the rows that the batch touched. Refilled in place, without allocation once
 * it has grown to its size.
 */
public final class Ranges implements Serializable {
  private static final long serialVersionUID = 1L;

  private int[] bounds = new int[8];
  private int count;

  /** The single interval {@code [from, to)}. */
  public static Ranges of(int from, int to) {
    Ranges ranges = new Ranges();
    ranges.add(from, to);
    return ranges;
  }

  public void clear() {
    count = 0;
  }

  /** Adds {@code [from, to)}; one that begins where the last one ends extends it. */
  public void add(int from, int to) {
    if (from == to) {
      return;
    }
    if (count > 0 && bounds[2 * count - 1] == from) {
      bounds[2 * count - 1] = to;
      return;
    }
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * count] = from;
    bounds[2 * count + 1] = to;
    count++;
  }

  /** Adds all intervals of another list. */
  public void addAll(Ranges other) {
    for (int i = 0; i < other.count; i++) {
      add(other.from(i), other.to(i));
    }
  }

  public int count() {
    return count;
  }

  public int from(int i) {
    return bounds[2 * i];
  }

  public int to(int i) {
    return bounds[2 * i + 1];
  }
}
