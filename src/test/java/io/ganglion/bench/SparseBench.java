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
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.RowSteps;
import io.ganglion.train.TrainState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A million sparse columns, 50 set in a row, into 16 units: a step that trains the rows of weights
 * that its batch touches, in turn with two others: the same step whose optimizer sweeps over all
 * parameters, and that of a dense layer on the same rows as a full matrix. Then what a round of
 * averaging takes besides its steps.
 */
final class SparseBench {
  private static final int COLUMNS = 1_000_000;
  private static final int STORED = 50;
  private static final int BATCH = 32;
  private static final int SMALL_BATCH = 8;
  private static final int PAIRS = 9;
  private static final int WARM_UP = 3;
  private static final int TOUCHING = 200;
  private static final int SWEEPING = 2;

  private static final ModelSpec SPEC =
      spec(new Columns(Columns.Kind.EXAMPLE, 0, COLUMNS, List.of(), List.of()));

  private final float[] start = SPEC.bind().initialize(1);

  private static ModelSpec spec(Columns columns) {
    return new ModelSpec(
        NetworkSpec.of(Dense.of(16, new Relu()), Dense.of(1, new Identity())),
        columns,
        new BinaryCrossentropy(),
        List.of(),
        TargetScaling.NONE);
  }

  static void run() {
    SparseBench bench = new SparseBench();
    for (int batch : new int[] {SMALL_BATCH, BATCH}) {
      for (GradientTransform optimizer :
          List.of(Sgd.defaults(), RmsProp.defaults(), Adam.defaults())) {
        bench.steps(optimizer, batch);
      }
    }
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

  private void steps(GradientTransform optimizer, int batch) {
    Iterator<Block> rows = blocks(80_000, 7).iterator();
    Worker sparse = new Worker(SPEC, optimizer, Batcher.inOrder(rows, batch), true);
    Iterator<Block> same = blocks(80_000, 7).iterator();
    Worker swept = new Worker(SPEC, optimizer, Batcher.inOrder(same, batch), false);
    Block full = full(batch);
    Worker dense =
        new Worker(
            spec(Columns.numeric(COLUMNS)),
            optimizer,
            Batcher.inOrder(Stream.generate(() -> full).iterator(), batch),
            false);
    double[][] seconds = new double[3][PAIRS];
    double[][] ratios = new double[2][PAIRS];
    for (int i = -WARM_UP; i < PAIRS; i++) {
      double touching = sparse.seconds(TOUCHING);
      double sweeping = swept.seconds(SWEEPING);
      double product = dense.seconds(SWEEPING);
      if (i >= 0) {
        seconds[0][i] = touching;
        seconds[1][i] = sweeping;
        seconds[2][i] = product;
        ratios[0][i] = sweeping / touching;
        ratios[1][i] = product / touching;
      }
    }
    say(
        "%,d x 16, batch %d, %s: %.0f us a step; sweeping over all %.0f us, %.0f times; dense"
            + " layer %.0f us, %.0f times",
        COLUMNS,
        batch,
        optimizer.kind(),
        1e6 * median(seconds[0]),
        1e6 * median(seconds[1]),
        median(ratios[0]),
        1e6 * median(seconds[2]),
        median(ratios[1]));
  }

  /** A block of sparse rows as a full matrix. */
  private static Block full(int rows) {
    Block block = block(rows, 3);
    float[] numeric = new float[rows * COLUMNS];
    for (int k = 0; k < rows * STORED; k++) {
      numeric[k / STORED * COLUMNS + block.sparse.index[k]] = block.sparse.value[k];
    }
    return Block.builder(rows).numeric(numeric, COLUMNS).values(block.values, 1).build();
  }

  /** Steps of one thread from fresh weights on. */
  private final class Worker {
    private final ModelSpec spec;
    private final Network network;
    private final Pass pass;
    private final Batch batch;
    private final Batcher rows;
    private final Step step = new Step();
    private final UpdateRule rule;
    private final RowSteps moving;

    /** Steps that move the rows that a batch touches, or else all parameters. */
    Worker(ModelSpec spec, GradientTransform optimizer, Batcher rows, boolean byRow) {
      this.spec = spec;
      this.network = spec.bind();
      this.rule = UpdateRule.of(optimizer);
      this.batch = new Batch(spec.columns());
      this.rows = rows;
      step.weights = start.clone();
      step.gradient = new float[start.length];
      step.state = new float[optimizer.vectors()][start.length];
      step.active = Ranges.of(0, start.length);
      step.decayed = new Ranges();
      step.learningRate = optimizer.learningRate();
      this.pass = network.pass(step.weights, step.gradient);
      if (byRow) {
        pass.pack();
        pass.collect(step.active, step.decayed);
      }
      this.moving = byRow ? new RowSteps(network, pass, step.state.length) : null;
    }

    /** Seconds of each of {@code steps} steps, without the filling of their batches. */
    double seconds(int steps) {
      long nanos = 0;
      for (int i = 0; i < steps; i++) {
        rows.next(batch);
        long began = System.nanoTime();
        step();
        nanos += System.nanoTime() - began;
      }
      return nanos / 1e9 / steps;
    }

    /** As a task of training takes it, but for scores. */
    private void step() {
      network.begin(pass, batch, Pass.Mode.TRAINING, step.number);
      Matrix out = network.forward(pass);
      Matrix dOut = network.outputGradient(pass);
      spec.loss().valueAndGradient(out, batch.targets, dOut);
      Kernels.scale((float) (1.0 / batch.targets.totalWeight()), dOut);
      network.backward(pass);
      step.number++;
      rule.apply(step);
      if (moving != null) {
        moving.apply(rule, step);
      }
    }
  }

  private void rounds(GradientTransform optimizer, ParameterAveraging.StateMerge merge) {
    int rows = 100_000;
    LocalCluster cluster =
        new LocalCluster(List.of(blocks(rows / 2, 1), blocks(rows / 2, 1_000_000)));
    LocalCluster single = new LocalCluster(List.of(blocks(1, 1), blocks(1, 2)));
    ParameterAveraging strategy =
        new ParameterAveraging(
            SPEC, UpdateRule.of(optimizer), BATCH, ParameterAveraging.EVERY_EPOCH, merge, 1);
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
        optimizer.kind(), merge.name().toLowerCase(Locale.ROOT), rows, median(whole), median(bare));
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
