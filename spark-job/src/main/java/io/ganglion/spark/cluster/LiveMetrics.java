package io.ganglion.spark.cluster;

import io.ganglion.train.EpochRecord;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a JVM knows of the trainings that run in it, for those who watch. One for all of them, since
 * Spark makes the {@link GanglionPlugin} that shows it, and gives that to nobody.
 */
public final class LiveMetrics {
  private static final double NANOS = 1e9;

  private static final AtomicReference<EpochRecord> EPOCH = new AtomicReference<>();
  private static final LongAdder ROUNDS = new LongAdder();
  private static final AtomicLong MERGE_NANOS = new AtomicLong();
  private static final LongAdder TASKS = new LongAdder();
  private static final LongAdder EXAMPLES = new LongAdder();
  private static final LongAdder TASK_NANOS = new LongAdder();

  private LiveMetrics() {}

  /** Notes an epoch that is done. */
  public static void epochDone(EpochRecord epoch) {
    EPOCH.set(epoch);
  }

  /** Notes a broadcast with its merge. */
  static void merged(long nanos) {
    ROUNDS.increment();
    MERGE_NANOS.addAndGet(nanos);
  }

  /** Notes a task that went over the examples of its shard. */
  static void taskDone(long examples, long nanos) {
    TASKS.increment();
    EXAMPLES.add(examples);
    TASK_NANOS.add(nanos);
  }

  /** The last epoch that is done; null before the first. */
  static EpochRecord epoch() {
    return EPOCH.get();
  }

  static long rounds() {
    return ROUNDS.sum();
  }

  /** The seconds that the driver spent with adding results. */
  static double mergeSeconds() {
    return MERGE_NANOS.get() / NANOS;
  }

  static long tasks() {
    return TASKS.sum();
  }

  static long examples() {
    return EXAMPLES.sum();
  }

  static double taskSeconds() {
    return TASK_NANOS.sum() / NANOS;
  }
}
