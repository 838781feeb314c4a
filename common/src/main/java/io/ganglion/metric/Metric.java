package io.ganglion.metric;

import io.ganglion.config.Spec;
import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/**
 * A metric over a whole split. Its state is a vector of doubles; states of shards merge, in shard
 * order, into the state of the split, so that the result does not depend on how rows were spread.
 */
public interface Metric extends Spec {
  /** The state before any row. */
  double[] start();

  /**
   * Takes in the rows of a batch.
   *
   * @param prediction {@code [rows, outputs]} after the link, in the units of the data
   * @return the new state, which may be {@code state} itself, updated
   */
  double[] update(double[] state, Matrix prediction, Targets targets);

  /** The state over the rows of both; the sum as a rule. May reuse {@code first}. */
  default double[] merge(double[] first, double[] second) {
    for (int i = 0; i < first.length; i++) {
      first[i] += second[i];
    }
    return first;
  }

  /** The metric's value; NaN without any row. */
  double result(double[] state);

  /** Whether a larger value is better. */
  boolean largerIsBetter();
}
