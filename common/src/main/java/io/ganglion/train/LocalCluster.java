package io.ganglion.train;

import io.ganglion.data.Block;
import java.util.List;
import java.util.stream.IntStream;

/** Shards in the memory of this JVM, worked on by the threads of the common pool. */
public final class LocalCluster implements Cluster {
  private final List<List<Block>> shards;

  /** A cluster of the given shards, each a list of blocks. */
  public LocalCluster(List<List<Block>> shards) {
    this.shards = List.copyOf(shards);
  }

  @Override
  public int shards() {
    return shards.size();
  }

  @Override
  public long examples() {
    return shards.stream().flatMap(List::stream).mapToLong(block -> block.examples).sum();
  }

  @Override
  public Total run(String label, TrainState state, ShardTask task) {
    List<Partial> partials =
        IntStream.range(0, shards.size())
            .parallel()
            .mapToObj(shard -> task.run(shard, shards.get(shard)::iterator, state))
            .toList();
    Total total = new Total();
    partials.forEach(total::add);
    return total;
  }

  @Override
  public void close() {
    // Nothing to let go of: the rows belong to the caller.
  }
}
