package io.ganglion.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.Block;
import io.ganglion.spark.LocalSpark;
import io.ganglion.train.Partial;
import io.ganglion.train.Shard;
import io.ganglion.train.ShardTask;
import io.ganglion.train.Total;
import io.ganglion.train.TrainState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class SparkClusterTest {
  private static final int SHARDS = 5;

  private static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(LocalSpark.session(2).sparkContext());
  }

  private static SparkCluster cluster() {
    List<Block> blocks = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      blocks.add(Block.builder(1).numeric(new float[] {shard + 1f}, 1).build());
    }
    return new SparkCluster(context().parallelize(blocks, SHARDS), SHARDS);
  }

  /** Returns the shard's number late where it is small, and a vector scaled by the state. */
  private record Late(long millis) implements ShardTask {
    @Override
    public Partial run(int shard, Shard rows, TrainState state) {
      Iterator<Block> blocks = rows.blocks();
      float x = blocks.next().numeric[0];
      try {
        Thread.sleep(millis * (SHARDS - shard));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return new Partial(
          x, new float[][] {{x * state.weights[0]}}, new double[][] {{shard}}, 10 + shard);
    }
  }

  private record Failing() implements ShardTask {
    @Override
    public Partial run(int shard, Shard rows, TrainState state) {
      throw new IllegalStateException("shard " + shard + " is broken");
    }
  }

  @Test
  void mergesInTheOrderOfTheShards() {
    try (SparkCluster cluster = cluster()) {
      Total total = cluster.run("test", TrainState.start(new float[] {2f}, 0), new Late(30));

      assertThat(total.statistics().stream().map(s -> s[0][0]))
          .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
      assertThat(total.weight()).isEqualTo(15.0);
      assertThat(total.steps()).isEqualTo(14);
      assertThat(total.averages()[0]).containsExactly((float) (2.0 * 55 / 15));
    }
  }

  @Test
  void anEarlyResultWaitsForItsTurn() {
    OrderedMerge merge = new OrderedMerge(3);
    for (int shard : new int[] {2, 0, 1}) {
      merge.apply(shard, new Partial(1, new float[][] {{shard}}, new double[][] {{shard}}, 0));
    }

    assertThat(merge.total().statistics().stream().map(s -> s[0][0]))
        .containsExactly(0.0, 1.0, 2.0);
  }

  @Test
  void aMissingResultIsNoTotal() {
    OrderedMerge merge = new OrderedMerge(3);
    merge.apply(1, new Partial(1, new float[][] {{1}}, new double[0][], 0));

    assertThatThrownBy(merge::total)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected the results of 3 shards, found those of the first 0");
  }

  @Test
  void showsTheLabelOfTheJob() {
    JavaSparkContext context = context();
    try (SparkCluster cluster = cluster()) {
      List<String> seen = new ArrayList<>();
      org.apache.spark.scheduler.SparkListener listener =
          new org.apache.spark.scheduler.SparkListener() {
            @Override
            public void onJobStart(org.apache.spark.scheduler.SparkListenerJobStart start) {
              synchronized (seen) {
                seen.add(start.properties().getProperty("spark.job.description"));
              }
            }
          };
      context.sc().addSparkListener(listener);
      cluster.run("epoch 12: train", TrainState.start(new float[] {1f}, 0), new Late(0));
      context.sc().removeSparkListener(listener);
      synchronized (seen) {
        assertThat(seen).contains("epoch 12: train");
      }
      assertThat(context.getLocalProperty("spark.job.description")).isNull();
    }
  }

  @Test
  void theReasonOfAFailureReachesTheDriver() {
    try (SparkCluster cluster = cluster()) {
      assertThatThrownBy(
              () -> cluster.run("test", TrainState.start(new float[] {1f}, 0), new Failing()))
          .hasStackTraceContaining("is broken");
    }
  }
}
