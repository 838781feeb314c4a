package io.ganglion.api;

import io.ganglion.tensor.Seeds;

/**
 * Examples to learn from, in a random order, and those that judge.
 *
 * @param heldOut null where nothing is held out
 */
record Split(Examples training, Examples heldOut) {
  /** Tells these random numbers from those of the weights. */
  private static final long HOLD_OUT = 0x401d;

  /** Splits as the options say. */
  static Split of(Examples examples, FitOptions options) {
    int[] order = new int[examples.size()];
    Seeds.permutation(order, order.length, Seeds.derive(options.seed, HOLD_OUT));
    int held = (int) Math.round(options.holdout * order.length);
    if (options.holdout > 0.0 && (held == 0 || held == order.length)) {
      throw new IllegalArgumentException(
          "holdout: expected a share that leaves examples on both sides, found "
              + options.holdout
              + " of "
              + order.length);
    }
    return new Split(
        examples.select(order, held, order.length),
        held > 0 ? examples.select(order, 0, held) : options.heldOut);
  }
}
