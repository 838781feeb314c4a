package io.ganglion.spark;

import io.ganglion.tensor.Seeds;
import java.io.Serializable;

/**
 * Which rows are held out: a systematic sample over their positions. The row at position p is held
 * out where ⌊(p + 1) share + start⌋ exceeds ⌊p share + start⌋, so that every run of n rows holds
 * out n share of them, but for one, and equal rows, which stand together, are spread alike.
 *
 * <p>Source: Madow & Madow 1944, "On the theory of systematic sampling".
 *
 * @param share from 0 (no row) to below 1
 * @param start in [0, 1)
 */
record Split(double share, double start) implements Serializable {
  private static final long STREAM = 0x5eed5917L;

  /** The split that a seed draws. */
  static Split of(double share, long seed) {
    return new Split(share, Seeds.uniform(Seeds.derive(seed, STREAM), 0));
  }

  /** The number of held-out rows before a position. */
  long heldOutBefore(long position) {
    return (long) Math.floor(position * share + start);
  }

  boolean heldOut(long position) {
    return heldOutBefore(position + 1) > heldOutBefore(position);
  }
}
