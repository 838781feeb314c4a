package io.ganglion.bench;

import io.ganglion.data.Block;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.spark.Sessions;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.train.Averaging;
import io.ganglion.train.Evaluation;
import io.ganglion.train.Merging;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingStrategy;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** The share of merging where the period of averaging is chosen by itself, through Spark. */
final class AveragingBench {
  private AveragingBench() {}

  static void run() {
    SparkConf conf =
        new SparkConf().setMaster("local[2]").setAppName("bench").set("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(Sessions.configure(conf))) {
      Workload small = Workload.boston();
      for (int shards : new int[] {2, 4, 8}) {
        epochs(context, small, 2_000_000, shards, ParameterAveraging.StateMerge.AVERAGE, 20);
      }
      Workload large =
          new Workload(
              "784-4000-4000-10, batch 128, adam",
              List.of(784, 4000, 4000, 10),
              128,
              Workload.mnist().optimizer(),
              true);
      epochs(context, large, 60_000, 4, ParameterAveraging.StateMerge.RESET, 3);
    }
  }

  private static void epochs(
      JavaSparkContext context,
      Workload workload,
      int rows,
      int shards,
      ParameterAveraging.StateMerge merge,
      int epochs) {
    List<Integer> numbers = IntStream.range(0, shards).boxed().toList();
    JavaRDD<Block> blocks =
        context
            .parallelize(numbers, shards)
            .flatMap(shard -> workload.shard(rows / shards, shard).iterator());
    Averaging auto = Averaging.plain(Averaging.AUTO, merge);
    ParameterAveraging strategy =
        new ParameterAveraging(
            workload.spec(), UpdateRule.of(workload.optimizer()), workload.batch(), auto, 1);
    try (SparkCluster cluster = new SparkCluster(blocks, rows)) {
      TrainState state = strategy.start(workload.spec().bind().initialize(1));
      // Makes the rows.
      Evaluation.of(workload.spec(), state, cluster, "once");
      double all = 0.0;
      double merged = 0.0;
      for (int epoch = 1; epoch <= epochs; epoch++) {
        long began = System.nanoTime();
        TrainingStrategy.Outcome outcome = strategy.epoch(state, cluster);
        Merging merging = outcome.merging();
        double seconds = (System.nanoTime() - began) / 1e9;
        all += seconds;
        merged += merging.share() * seconds;
        System.out.println(
            String.format(
                Locale.ROOT,
                "%s, %d shards, epoch %d: averaged every %d batches in %d rounds, merging %.1f %%"
                    + " of %.1f s%s",
                workload.name(),
                shards,
                epoch,
                merging.every(),
                outcome.cost().passes(),
                100 * merging.share(),
                seconds,
                merging.beyondReach() ? " (the share is beyond reach)" : ""));
        state = outcome.state();
      }
      System.out.println(
          String.format(
              Locale.ROOT,
              "%s, %d shards, %d epochs: merging %.1f %% of %.1f s",
              workload.name(),
              shards,
              epochs,
              100 * merged / all,
              all));
    }
  }
}
