package io.ganglion.train;

import io.ganglion.data.Batcher;

/** Cuts epochs into rounds, after each of which the weights are averaged. */
final class Rounds {
  private final Averaging averaging;
  private final int batchSize;
  private final AutoPeriod auto;
  private RoundTimes times = new RoundTimes();
  private long longest;

  Rounds(Averaging averaging, int batchSize) {
    this.averaging = averaging;
    this.batchSize = batchSize;
    this.auto = averaging.every() == Averaging.AUTO ? new AutoPeriod(averaging.share()) : null;
  }

  /** Begins an epoch. */
  void begin() {
    times = new RoundTimes();
    longest = 0;
  }

  /** About how many batches a shard has in an epoch. */
  private long ofEpoch(Cluster training) {
    long examples = (training.examples() + training.shards() - 1) / training.shards();
    return Math.max(1, Batcher.batches(examples, batchSize));
  }

  /**
   * The batches of the next round.
   *
   * @param done batches of this epoch so far
   * @param epoch that is under way, from 0
   */
  long next(Cluster training, long done, int epoch) {
    long ofEpoch = ofEpoch(training);
    long every = auto == null ? averaging.every() : auto.next(Math.max(1, ofEpoch - done), ofEpoch);
    double place = epoch + (double) done / ofEpoch;
    if (place >= averaging.warmUp()) {
      return every;
    }
    return Math.max(1, (long) (Math.min(every, ofEpoch) * place / averaging.warmUp()));
  }

  /** Takes in a round of so many seconds. */
  void took(Total total, Cluster training, double seconds) {
    if (auto == null || total.steps() == 0) {
      return;
    }
    double work = RoundTimes.work(total.statistics(), training.parallelism(), seconds);
    times.add(seconds, work);
    auto.took(total.steps(), seconds - work, work);
    longest = Math.max(longest, total.steps());
  }

  /** What merging came to in this epoch; null where the period is given. */
  Merging merging(Cluster training) {
    return auto == null
        ? null
        : new Merging(longest, times.mergeShare(), auto.beyondReach(ofEpoch(training)));
  }
}
