package io.ganglion.metric;

import io.ganglion.config.Spec;
import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.Set;

/**
 * A metric over a whole split. Its state is a vector of doubles; states of shards merge, in shard
 * order, into the state of the split, so that the result does not depend on how rows were spread.
 */
public sealed interface Metric extends Spec permits ScalarMetric, TableMetric {
  /** What a model may answer for this metric to make sense. */
  Set<Task> tasks();

  /**
   * The state before any row; empty where its length depends on the outputs.
   *
   * @param rows about how many the whole split has, for metrics that have to mind their memory
   */
  double[] start(long rows);

  /**
   * Takes in the rows of a batch.
   *
   * @param prediction {@code [rows, outputs]} after the link, in the units of the data
   * @return the new state, which may be {@code state} itself, updated
   */
  double[] update(double[] state, Matrix prediction, Targets targets);

  /** The state as it travels, without room to grow. */
  default double[] compact(double[] state) {
    return state;
  }

  /** The state over the rows of both; the sum as a rule. May reuse either. */
  default double[] merge(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) {
      return first.length == 0 ? second : first;
    }
    for (int i = 0; i < first.length; i++) {
      first[i] += second[i];
    }
    return first;
  }
}
