package io.ganglion.bench;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.layer.Gru;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.SimpleRnn;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Blas;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Forward and backward passes of a recurrent layer 64 → 128 over 64 sequences of 100 steps on one
 * thread, in turn with a bare loop of the same matrix products in the same shapes.
 */
final class RecurrentBench {
  private static final int IN = 64;
  private static final int UNITS = 128;
  private static final int BATCH = 64;
  private static final int STEPS = 100;
  private static final int PAIRS = 41;
  private static final int WARM_UP = 40;

  private RecurrentBench() {}

  static void run() {
    measure(Lstm.of(UNITS, true), 4);
    measure(Gru.of(UNITS, true), 3);
    measure(SimpleRnn.of(UNITS, true), 1);
  }

  private static void measure(LayerSpec layer, int gates) {
    Layers layers = new Layers(layer);
    Products products = new Products(gates);
    double[] passes = new double[PAIRS];
    double[] bare = new double[PAIRS];
    double[] ratios = new double[PAIRS];
    for (int i = -WARM_UP; i < PAIRS; i++) {
      double before = seconds(products);
      double pass = seconds(layers);
      double after = seconds(products);
      if (i >= 0) {
        passes[i] = pass;
        bare[i] = 0.5 * (before + after);
        ratios[i] = bare[i] / pass;
      }
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s %d -> %d, batch %d, %d steps: forward and backward %.1f ms, bare products %.1f ms,"
                + " ratio %.3f",
            layer.kind(),
            IN,
            UNITS,
            BATCH,
            STEPS,
            1e3 * median(passes),
            1e3 * median(bare),
            median(ratios)));
  }

  private static double seconds(Runnable action) {
    long began = System.nanoTime();
    action.run();
    return (System.nanoTime() - began) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Matrix random(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(rows * 31L + columns);
    Matrix matrix = new Matrix(rows, columns);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = (float) (random.nextDouble() - 0.5);
    }
    return matrix;
  }

  /** The layer as the only one of a network: without the gradient by its input. */
  private static final class Layers implements Runnable {
    private final Network network;
    private final float[] gradient;
    private final Pass pass;
    private final Batch batch;
    private final Matrix dOut = random(BATCH * STEPS, UNITS);

    Layers(LayerSpec layer) {
      Columns columns = new Columns(Columns.Kind.STEP, IN, 0, List.of(), List.of());
      this.network = Network.bind(NetworkSpec.of(layer), columns, new MeanSquaredError());
      this.gradient = new float[network.parameters()];
      this.pass = network.pass(network.initialize(1), gradient);
      this.batch = new Batch(columns);
      Structure.Packed packed = (Structure.Packed) batch.structure;
      packed.examples = BATCH;
      packed.steps = STEPS;
      packed.active = new int[STEPS];
      packed.start = new int[STEPS + 1];
      Arrays.fill(packed.active, BATCH);
      Arrays.setAll(packed.start, t -> t * BATCH);
      batch.numeric.point(random(BATCH * STEPS, IN));
    }

    @Override
    public void run() {
      network.begin(pass, batch, Pass.Mode.TRAINING, 1);
      network.forward(pass);
      Arrays.fill(gradient, 0f);
      Kernels.copy(dOut, network.outputGradient(pass));
      network.backward(pass);
    }
  }

  /** The products of such a pass; the first step has none by the state. */
  private static final class Products implements Runnable {
    private final Matrix x = random(BATCH * STEPS, IN);
    private final Matrix states = random(BATCH * STEPS, UNITS);
    private final Matrix gates;
    private final Matrix weight;
    private final Matrix recurrentWeight;
    private final Matrix dWeight;
    private final Matrix dRecurrentWeight;
    private final Matrix dState = random(BATCH, UNITS);
    private final Matrix later = new Matrix();
    private final Matrix sums = new Matrix();

    Products(int gates) {
      int width = gates * UNITS;
      this.gates = random(BATCH * STEPS, width);
      this.weight = random(width, IN);
      this.recurrentWeight = random(width, UNITS);
      this.dWeight = random(width, IN);
      this.dRecurrentWeight = random(width, UNITS);
    }

    @Override
    public void run() {
      Blas.gemm(false, true, 1f, x, weight, 0f, gates);
      for (int t = 1; t < STEPS; t++) {
        Blas.gemm(
            false,
            true,
            1f,
            rows(later, states, t, 1),
            recurrentWeight,
            1f,
            rows(sums, gates, t, 1));
      }
      for (int t = STEPS - 1; t > 0; t--) {
        Blas.gemm(false, false, 1f, rows(sums, gates, t, 1), recurrentWeight, 0f, dState);
      }
      Blas.gemm(
          true,
          false,
          1f,
          rows(sums, gates, 1, STEPS - 1),
          rows(later, states, 1, STEPS - 1),
          1f,
          dRecurrentWeight);
      Blas.gemm(true, false, 1f, gates, x, 1f, dWeight);
    }

    private static Matrix rows(Matrix view, Matrix all, int step, int steps) {
      return view.point(all.data, all.row(step * BATCH), steps * BATCH, all.columns);
    }
  }
}
