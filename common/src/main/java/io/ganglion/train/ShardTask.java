package io.ganglion.train;

import java.io.Serializable;

/** What is done with each shard. Travels to the executors: it holds specs, never bound objects. */
public interface ShardTask extends Serializable {
  /**
   * Works on one shard.
   *
   * @param state shared by all tasks of a JVM: not to be written
   */
  Partial run(int shard, Shard rows, TrainState state);
}
