package io.ganglion.train;

import java.util.Arrays;

/**
 * The statistics of a task that takes in batches of training, in this order: the states of loss and
 * metrics; those of a probe, if there was one; the ranges of touched parameters, if they are asked
 * for; and last {whether the shard has batches left, seconds in steps, batches of the shard in an
 * epoch}.
 */
final class StepStatistics {
  /** What stands behind the states of the probe. */
  private static final int LAST = 2;

  private StepStatistics() {}

  /**
   * Puts them together.
   *
   * @param probe null where nothing was looked at
   * @param touched bounds of ranges, from and to in turn
   */
  static double[][] of(
      ScoreKeeper scores,
      LayerProbe probe,
      double[] touched,
      boolean rest,
      double seconds,
      long batches) {
    double[][] states = scores.states();
    double[][] probed = probe == null ? new double[0][] : probe.states();
    double[][] all = Arrays.copyOf(states, states.length + probed.length + LAST);
    System.arraycopy(probed, 0, all, states.length, probed.length);
    all[all.length - 2] = touched;
    all[all.length - 1] = new double[] {rest ? 1.0 : 0.0, seconds, batches};
    return all;
  }

  /** Those of a shard that had nothing to do. */
  static double[][] none(ScoreKeeper scores) {
    return of(scores, null, new double[0], false, 0.0, 0);
  }

  /** The states of the probe; none for a shard without rows. */
  static double[][] probed(ModelSpec spec, double[][] statistics) {
    return Arrays.copyOfRange(statistics, ScoreKeeper.size(spec), statistics.length - LAST);
  }

  /** Bounds of the ranges of touched parameters, from and to in turn. */
  static double[] touched(double[][] statistics) {
    return statistics[statistics.length - 2];
  }

  static boolean hasRest(double[][] statistics) {
    return statistics[statistics.length - 1][0] != 0.0;
  }

  /** The time that the task spent in its steps. */
  static double seconds(double[][] statistics) {
    return statistics[statistics.length - 1][1];
  }

  /** The batches of the shard in an epoch; 0 where it had none left. */
  static double batches(double[][] statistics) {
    return statistics[statistics.length - 1][2];
  }
}
