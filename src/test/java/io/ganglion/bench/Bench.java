package io.ganglion.bench;

import com.sun.management.ThreadMXBean;
import io.ganglion.data.Block;
import io.ganglion.spark.Sessions;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.tensor.Blas;
import io.ganglion.train.Cluster;
import io.ganglion.train.Evaluation;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.TrainState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Speed, each figure as a ratio to a bare loop of the same matrix products that runs in turn with
 * it, so that a noisy machine slows both.
 *
 * <p>{@code Bench gemm SECONDS} prints the products' samples/s on one thread and nothing else; the
 * script asks a second JVM with another BLAS for it.
 */
public final class Bench {
  private static final int WARM_UP = 3;
  private static final int PAIRS = 9;

  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    List<String> parts = List.of(arguments);
    say("BLAS: %s", Blas.name());
    if (parts.contains("local")) {
      local(Workload.mnist(), 60_000);
      local(Workload.boston(), 32_000);
      allocation(Workload.mnist());
      allocation(Workload.boston());
    }
    if (parts.contains("gemm")) {
      say("bare products: %.0f samples/s", products(Workload.mnist(), 1, 600));
    }
    if (parts.contains("epochs")) {
      Workload workload = Workload.mnist();
      LocalCluster cluster = new LocalCluster(workload.rows(24_000, 1));
      epoch(workload, cluster);
      say("whole epochs: %.0f samples/s", epoch(workload, cluster));
    }
    if (parts.contains("ingest")) {
      IngestBench.run();
    }
    if (parts.contains("checkpoint")) {
      CheckpointBench.run();
    }
    if (parts.contains("scorer")) {
      ScorerBench.run();
    }
    if (parts.contains("transform")) {
      TransformBench.run();
    }
    if (parts.contains("sparse")) {
      SparseBench.run();
    }
    if (parts.contains("recurrent")) {
      RecurrentBench.run();
    }
    if (parts.contains("graph")) {
      GraphBench.run(Long.parseLong(parts.get(parts.indexOf("graph") + 1)));
    }
    if (parts.contains("averaging")) {
      AveragingBench.run();
    }
    if (parts.contains("spark")) {
      spark();
    }
  }

  static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** Whole epochs on one thread. */
  private static void local(Workload workload, int rows) {
    LocalCluster cluster = new LocalCluster(workload.rows(rows, 1));
    int steps = rows / workload.batch();
    report(
        workload.name() + ", one thread",
        () -> epoch(workload, cluster),
        () -> products(workload, 1, steps));
  }

  /** Samples/s of one epoch from fresh weights on. */
  private static double epoch(Workload workload, Cluster cluster) {
    ParameterAveraging strategy = workload.strategy();
    TrainState start = workload.start();
    long began = System.nanoTime();
    strategy.epoch(start, cluster);
    return cluster.examples() / ((System.nanoTime() - began) / 1e9);
  }

  /** Samples/s of the bare products, over that many threads at once. */
  private static double products(Workload workload, int threads, int steps) {
    List<GemmLoop> loops = IntStream.range(0, threads).mapToObj(i -> workload.gemms()).toList();
    long began = System.nanoTime();
    loops.parallelStream().forEach(loop -> loop.run(steps));
    return (double) threads * steps * workload.batch() / ((System.nanoTime() - began) / 1e9);
  }

  private interface Speed {
    double measure();
  }

  private static double[] report(String what, Speed measured, Speed bound) {
    for (int i = 0; i < WARM_UP; i++) {
      measured.measure();
      bound.measure();
    }
    double[] ratios = new double[PAIRS];
    double[] speeds = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      double before = bound.measure();
      speeds[i] = measured.measure();
      ratios[i] = speeds[i] / (0.5 * (before + bound.measure()));
    }
    say(
        "%s: %.0f samples/s, ratio to its bare products %.3f (%.3f to %.3f)",
        what, median(speeds), median(ratios), min(ratios), max(ratios));
    return ratios;
  }

  /** Bytes that a step allocates, from the difference of a long and a short epoch. */
  private static void allocation(Workload workload) {
    // Whole blocks, so that what an epoch keeps for a block is the same in both.
    LocalCluster less = new LocalCluster(workload.rows(Workload.BLOCK, 1));
    LocalCluster more = new LocalCluster(workload.rows(3 * Workload.BLOCK, 1));
    double steps = 2.0 * Workload.BLOCK / workload.batch();
    double[] perStep = new double[PAIRS];
    for (int i = 0; i < 10; i++) {
      epoch(workload, less);
      epoch(workload, more);
    }
    for (int i = 0; i < PAIRS; i++) {
      perStep[i] = (allocated(workload, more) - allocated(workload, less)) / steps;
    }
    say("%s: %.1f bytes allocated a step", workload.name(), median(perStep));
  }

  private static long allocated(Workload workload, Cluster cluster) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ParameterAveraging strategy = workload.strategy();
    TrainState start = workload.start();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    strategy.epoch(start, cluster);
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  private static void spark() {
    SparkConf conf =
        new SparkConf().setMaster("local[2]").setAppName("bench").set("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(Sessions.configure(conf))) {
      Workload mnist = Workload.mnist();
      int rows = 60_000;
      try (SparkCluster cluster = cluster(context, mnist, rows)) {
        report(
            mnist.name() + ", whole epochs through Spark in local[2]",
            () -> epoch(mnist, cluster),
            () -> products(mnist, 2, rows / mnist.batch() / 2));
      }
      overhead(context);
    }
  }

  private static SparkCluster cluster(JavaSparkContext context, Workload workload, int rows) {
    JavaRDD<Block> blocks =
        context
            .parallelize(List.of(0, 1), 2)
            .flatMap(shard -> workload.shard(rows / 2, shard).iterator());
    return new SparkCluster(blocks, rows);
  }

  /** What an epoch on a small cached set costs beyond its steps, in empty jobs. */
  private static void overhead(JavaSparkContext context) {
    Workload boston = Workload.boston();
    JavaRDD<Integer> nothing = context.parallelize(List.of(0, 1), 2);
    List<Double> empty = new ArrayList<>();
    List<Double> through = new ArrayList<>();
    List<Double> local = new ArrayList<>();
    try (SparkCluster train = cluster(context, boston, 320);
        SparkCluster held = cluster(context, boston, 80)) {
      LocalCluster localTrain = new LocalCluster(boston.rows(320, 2));
      LocalCluster localHeld = new LocalCluster(boston.rows(80, 2));
      for (int i = 0; i < 120; i++) {
        double e = seconds(() -> nothing.foreachPartition(rows -> {}));
        double s = seconds(() -> epochAndHeldOut(boston, train, held));
        double l = seconds(() -> epochAndHeldOut(boston, localTrain, localHeld));
        if (i >= 20) {
          empty.add(e);
          through.add(s);
          local.add(l);
        }
      }
    }
    double job = median(empty);
    double extra = median(through) - median(local);
    say(
        "overhead of an epoch with its held-out pass: %.1f ms = %.2f empty jobs of %.1f ms",
        1e3 * extra, extra / job, 1e3 * job);
  }

  private static void epochAndHeldOut(Workload workload, Cluster training, Cluster heldOut) {
    TrainState state = workload.strategy().epoch(workload.start(), training).state();
    Evaluation.of(workload.spec(), state, heldOut, "held-out");
  }

  private static double seconds(Runnable action) {
    long began = System.nanoTime();
    action.run();
    return (System.nanoTime() - began) / 1e9;
  }

  private static double median(List<Double> values) {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
