package io.ganglion.spark.cluster;

import io.ganglion.data.Block;
import io.ganglion.tensor.Blas;
import io.ganglion.train.Partial;
import io.ganglion.train.Shard;
import io.ganglion.train.ShardTask;
import io.ganglion.train.TrainState;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function2;

/** A task of training as Spark runs it: one partition is one shard. */
final class ShardFunction
    implements Function2<TaskContext, scala.collection.Iterator<Block>, Partial>, Serializable {
  private static final long serialVersionUID = 1L;

  private final ShardTask task;
  private final Broadcast<TrainState> state;
  private final long[] examples;

  /**
   * A task on every shard.
   *
   * @param examples of each shard
   */
  ShardFunction(ShardTask task, Broadcast<TrainState> state, long[] examples) {
    this.task = task;
    this.state = state;
    this.examples = examples;
  }

  @Override
  public Partial apply(TaskContext context, scala.collection.Iterator<Block> blocks) {
    chooseBlas();
    int shard = context.partitionId();
    long began = System.nanoTime();
    Partial partial = task.run(shard, new Rows(examples[shard], new Blocks(blocks)), state.value());
    LiveMetrics.taskDone(examples[shard], System.nanoTime() - began);
    return partial;
  }

  /** Lets our choice of a BLAS library come before anything else touches one in this JVM. */
  private static void chooseBlas() {
    try {
      MethodHandles.lookup().ensureInitialized(Blas.class);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private record Rows(long examples, Iterator<Block> blocks) implements Shard {}

  private record Blocks(scala.collection.Iterator<Block> blocks) implements Iterator<Block> {
    @Override
    public boolean hasNext() {
      return blocks.hasNext();
    }

    @Override
    public Block next() {
      return blocks.next();
    }
  }
}
