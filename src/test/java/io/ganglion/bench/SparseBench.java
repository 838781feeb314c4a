package io.ganglion.bench;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Relu;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.GradientTransform;
import io.ganglion.optimize.RmsProp;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.Step;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.TrainState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A million sparse columns, 50 set in a row, into 16 units: a step that trains the rows of weights
 * that its batch touches, in turn with the same step sweeping over all of them; and what a round of
 * averaging takes besides its steps.
 */
final class SparseBench {
  private static final int COLUMNS = 1_000_000;
  private static final int STORED = 50;
  private static final int BATCH = 32;
  private static final int PAIRS = 9;
  private static final int TOUCHING = 200;
  private static final int SWEEPING = 2;

  private final ModelSpec spec =
      new ModelSpec(
          NetworkSpec.of(Dense.of(16, new Relu()), Dense.of(1, new Identity())),
          new Columns(Columns.Kind.EXAMPLE, 0, COLUMNS, List.of(), List.of()),
          new BinaryCrossentropy(),
          List.of(),
          TargetScaling.NONE);
  private final float[] start = spec.bind().initialize(1);

  static void run() {
    SparseBench bench = new SparseBench();
    bench.steps(Sgd.defaults());
    bench.steps(RmsProp.defaults());
    bench.steps(Adam.defaults());
    bench.rounds(Adam.defaults(), ParameterAveraging.StateMerge.AVERAGE);
    bench.rounds(Adam.defaults(), ParameterAveraging.StateMerge.RESET);
  }

  private static List<Block> blocks(int rows, long seed) {
    List<Block> blocks = new ArrayList<>();
    for (int left = rows; left > 0; left -= Workload.BLOCK) {
      blocks.add(block(Math.min(left, Workload.BLOCK), seed + left));
    }
    return blocks;
  }

  private static Block block(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Csr x = new Csr(COLUMNS);
    x.rows = rows;
    x.start = new int[rows + 1];
    Arrays.setAll(x.start, r -> r * STORED);
    x.index = random.ints((long) rows * STORED, 0, COLUMNS).toArray();
    x.value = new float[rows * STORED];
    Arrays.fill(x.value, 1f);
    float[] y = new float[rows];
    for (int r = 0; r < rows; r++) {
      y[r] = random.nextInt(2);
    }
    return Block.builder(rows).sparse(x).values(y, 1).build();
  }

  private void steps(GradientTransform optimizer) {
    Worker worker = new Worker(optimizer);
    for (int i = 0; i < 3; i++) {
      worker.seconds(TOUCHING, false);
      worker.seconds(SWEEPING, true);
    }
    double[] touching = new double[PAIRS];
    double[] sweeping = new double[PAIRS];
    double[] ratios = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      touching[i] = worker.seconds(TOUCHING, false);
      sweeping[i] = worker.seconds(SWEEPING, true);
      ratios[i] = sweeping[i] / touching[i];
    }
    say(
        "%,d x 16, batch %d, %s: %.0f us a step, %.0f us sweeping over all: %.0f times (%.0f at"
            + " least)",
        COLUMNS,
        BATCH,
        optimizer.kind(),
        1e6 * median(touching),
        1e6 * median(sweeping),
        median(ratios),
        Arrays.stream(ratios).min().orElseThrow());
  }

  /** Steps of one thread from fresh weights on, always on rows that it has not seen. */
  private final class Worker {
    private final Network network = spec.bind();
    private final GradientTransform optimizer;
    private final Pass pass;
    private final Batch batch = new Batch(spec.columns());
    private final Batcher rows = Batcher.inOrder(blocks(100_000, 7).iterator(), BATCH);
    private final Step step = new Step();
    private final Ranges all = Ranges.of(0, start.length);
    private final Ranges touched = new Ranges();

    Worker(GradientTransform optimizer) {
      this.optimizer = optimizer;
      step.weights = start.clone();
      step.gradient = new float[start.length];
      step.state = new float[optimizer.vectors()][start.length];
      step.decayed = new Ranges();
      step.learningRate = optimizer.learningRate();
      this.pass = network.pass(step.weights, step.gradient);
    }

    /** Seconds of each of {@code steps} steps. */
    double seconds(int steps, boolean sweeping) {
      long began = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        rows.next(batch);
        step(sweeping);
      }
      return (System.nanoTime() - began) / 1e9 / steps;
    }

    private void step(boolean sweeping) {
      network.begin(pass, batch, Pass.Mode.TRAINING, step.number);
      Matrix out = network.forward(pass);
      Matrix dOut = network.outputGradient(pass);
      spec.loss().valueAndGradient(out, batch.targets, dOut);
      Kernels.scale(1f / BATCH, dOut);
      network.backward(pass);
      pass.collect(touched, step.decayed);
      step.active = sweeping ? all : touched;
      step.number++;
      optimizer.apply(step);
    }
  }

  private void rounds(GradientTransform optimizer, ParameterAveraging.StateMerge merge) {
    int rows = 100_000;
    LocalCluster cluster =
        new LocalCluster(List.of(blocks(rows / 2, 1), blocks(rows / 2, 1_000_000)));
    LocalCluster single = new LocalCluster(List.of(blocks(1, 1), blocks(1, 2)));
    ParameterAveraging strategy =
        new ParameterAveraging(spec, optimizer, BATCH, ParameterAveraging.EVERY_EPOCH, merge, 1);
    TrainState state = TrainState.start(start, optimizer.vectors());
    double[] whole = new double[5];
    double[] bare = new double[5];
    for (int i = 0; i < whole.length; i++) {
      long began = System.nanoTime();
      strategy.epoch(state, single);
      long between = System.nanoTime();
      strategy.epoch(state, cluster);
      bare[i] = (between - began) / 1e9;
      whole[i] = (System.nanoTime() - between) / 1e9;
    }
    say(
        "%s, optimizerState %s, 2 shards in threads: an epoch of %,d rows %.2f s, of one row a"
            + " shard %.2f s",
        optimizer.kind(),
        merge.name().toLowerCase(Locale.ROOT),
        rows,
        median(whole),
        median(bare));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
