package io.ganglion.train;

import io.ganglion.data.Block;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
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
    return shards.stream().mapToLong(LocalCluster::examples).sum();
  }

  private static long examples(List<Block> blocks) {
    return blocks.stream().mapToLong(block -> block.examples).sum();
  }

  @Override
  public int parallelism() {
    // The thread that asks works along with the pool.
    return 1 + ForkJoinPool.getCommonPoolParallelism();
  }

  @Override
  public Total run(String label, TrainState state, ShardTask task) {
    List<Partial> partials =
        IntStream.range(0, shards.size())
            .parallel()
            .mapToObj(shard -> task.run(shard, new Rows(shards.get(shard)), state))
            .toList();
    Total total = new Total();
    partials.forEach(total::add);
    return total;
  }

  private record Rows(List<Block> list) implements Shard {
    @Override
    public long examples() {
      return LocalCluster.examples(list);
    }

    @Override
    public Iterator<Block> blocks() {
      return list.iterator();
    }
  }

  @Override
  public void close() {
    // Nothing to let go of: the rows belong to the caller.
  }
}
