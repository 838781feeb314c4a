package io.ganglion.train;

import io.ganglion.data.Block;
import java.util.List;

/** A cluster of threads that keeps what was broadcast. */
final class Recording implements Cluster {
  private final LocalCluster cluster;
  private final List<TrainState> sent;

  Recording(List<List<Block>> shards, List<TrainState> sent) {
    this.cluster = new LocalCluster(shards);
    this.sent = sent;
  }

  @Override
  public int shards() {
    return cluster.shards();
  }

  @Override
  public long examples() {
    return cluster.examples();
  }

  @Override
  public int parallelism() {
    return cluster.parallelism();
  }

  @Override
  public Total run(String label, TrainState state, ShardTask task) {
    sent.add(state);
    return cluster.run(label, state, task);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
