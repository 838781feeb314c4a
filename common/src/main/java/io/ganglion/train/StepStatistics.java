package io.ganglion.train;

import java.util.Arrays;
import java.util.List;

/**
 * The statistics of a task that takes in batches of training, in this order: the states of loss and
 * metrics; those of a probe, if there was one; the running moments; the ranges of touched
 * parameters, if they are asked for; and last {whether the shard has batches left, seconds in
 * steps, batches of the shard in an epoch}.
 */
final class StepStatistics {
  /** What stands behind the states of the probe. */
  private static final int LAST = 3;

  private StepStatistics() {}

  /**
   * Puts them together.
   *
   * @param probe null where nothing was looked at
   * @param moments see {@link RunningMoments}
   * @param touched bounds of ranges, from and to in turn
   */
  static double[][] of(
      ScoreKeeper scores, LayerProbe probe, double[] moments, double[] touched, double[] progress) {
    double[][] states = scores.states();
    double[][] probed = probe == null ? new double[0][] : probe.states();
    double[][] all = Arrays.copyOf(states, states.length + probed.length + LAST);
    System.arraycopy(probed, 0, all, states.length, probed.length);
    all[all.length - 3] = moments;
    all[all.length - 2] = touched;
    all[all.length - 1] = progress;
    return all;
  }

  /** Whether the shard has batches left, seconds in steps, and its batches in an epoch. */
  static double[] progress(boolean rest, double seconds, long batches) {
    return new double[] {rest ? 1.0 : 0.0, seconds, batches};
  }

  /** Those of a shard that had nothing to do. */
  static double[][] none(ScoreKeeper scores) {
    return of(scores, null, new double[0], new double[0], progress(false, 0.0, 0));
  }

  /** The states of the probe; none for a shard without rows. */
  static double[][] probed(ModelSpec spec, double[][] statistics) {
    return Arrays.copyOfRange(statistics, ScoreKeeper.size(spec), statistics.length - LAST);
  }

  /** The running moments of each shard; empty for one without rows. */
  static List<double[]> moments(Total total) {
    return total.statistics().stream().map(shard -> shard[shard.length - 3]).toList();
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
