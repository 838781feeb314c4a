package io.ganglion.train;

/**
 * Shards of rows, and something that runs a task on each: the one distributed primitive. The state
 * is broadcast, a task runs on every shard, and the partial results are merged in the order of the
 * shards, not of their arrival, so that a sum has the same bits on whatever cluster.
 */
public interface Cluster extends AutoCloseable {
  /** The number of shards. */
  int shards();

  /** The number of examples over all shards. */
  long examples();

  /** About how many tasks run at the same time; more shards than these run in waves. */
  int parallelism();

  /**
   * Runs {@code task} on every shard and merges.
   *
   * @param label what a user is shown of it: "epoch 12: train"
   */
  Total run(String label, TrainState state, ShardTask task);

  /** Lets go of the rows. */
  @Override
  void close();
}
