package io.ganglion.train;

import java.util.List;

/**
 * How the time of rounds divides into local steps and merging.
 *
 * <p>The work of a round is the time from the first step to the last if nothing but steps took
 * time: the shards, in their order and each with the seconds that its task spent in steps, are
 * given to the first of the places that becomes free. So more shards than places count as the waves
 * that they run in, and an idle place beside a long shard is no merging, since it would not become
 * less by averaging less often. The rest of the round is overhead.
 */
final class RoundTimes {
  private double work;
  private double all;

  /** Takes in a round of {@code seconds}, of which {@code work} were local steps. */
  void add(double seconds, double work) {
    this.all += seconds;
    this.work += work;
  }

  /** The share of the time that was not local steps. */
  double mergeShare() {
    return 1.0 - work / all;
  }

  /**
   * The work of a round, at most its seconds.
   *
   * @param statistics of each shard, in shard order
   * @param places tasks that run at the same time
   * @param seconds of the whole round
   */
  static double work(List<double[][]> statistics, int places, double seconds) {
    double[] busyUntil = new double[Math.max(1, places)];
    double last = 0.0;
    for (double[][] shard : statistics) {
      int first = 0;
      for (int i = 1; i < busyUntil.length; i++) {
        first = busyUntil[i] < busyUntil[first] ? i : first;
      }
      busyUntil[first] += StepStatistics.seconds(shard);
      last = Math.max(last, busyUntil[first]);
    }
    return Math.min(last, seconds);
  }
}
