package io.ganglion.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Rescaling;
import io.ganglion.layer.Sigmoid;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToysTest {
  private static final LayerSpec HEAD = new GuardedLayer(Dense.of(2, new Sigmoid()));

  record Toy(NetworkSpec network, Columns columns) {}

  static Stream<Toy> toys() {
    return Stream.of(
        toy(Columns.Kind.STEP, new GuardedLayer(new ToyRecurrent(3, true)), HEAD),
        toy(Columns.Kind.STEP, new GuardedLayer(new ToyRecurrent(3, false)), HEAD),
        toy(
            Columns.Kind.STEP,
            new ToyRecurrent(3, false),
            new GuardedLayer(new ToyRecurrent(4, true))),
        toy(Columns.Kind.NODE, new GuardedLayer(new ToyGraph(3, true)), HEAD),
        toy(Columns.Kind.NODE, new GuardedLayer(new ToyGraph(3, false)), HEAD),
        toy(Columns.Kind.NODE, new ToyGraph(3, false), new GuardedLayer(new ToyGraph(4, true))),
        input(Columns.Kind.EXAMPLE, 2, 0, List.of(3, 5), new ToyEmbedding(4), HEAD),
        input(Columns.Kind.EXAMPLE, 0, 0, List.of(6), new ToyEmbedding(2), HEAD),
        input(Columns.Kind.STEP, 1, 0, List.of(4), new ToyEmbedding(2), new ToyRecurrent(3, true)),
        input(Columns.Kind.NODE, 1, 0, List.of(4), new ToyEmbedding(2), new ToyGraph(3, true)),
        input(Columns.Kind.EXAMPLE, 0, 9, List.of(), new ToySparse(3), HEAD),
        input(Columns.Kind.STEP, 0, 9, List.of(), new ToySparse(3), new ToyRecurrent(2, true)),
        input(
            Columns.Kind.EXAMPLE,
            0,
            9,
            List.of(),
            new Rescaling(2.0, 0.0),
            new ToySparse(3),
            HEAD));
  }

  private static Toy toy(Columns.Kind kind, LayerSpec... layers) {
    Columns columns = Batches.columns(kind, 4);
    LayerSpec[] shifted = new LayerSpec[layers.length + 1];
    shifted[0] = new ShiftedInput(Batches.of(columns, 1).rows());
    System.arraycopy(layers, 0, shifted, 1, layers.length);
    return new Toy(NetworkSpec.of(shifted), columns);
  }

  private static Toy input(
      Columns.Kind kind, int numeric, int sparse, List<Integer> categories, LayerSpec... layers) {
    Columns columns = new Columns(kind, numeric, sparse, categories, List.of());
    return new Toy(NetworkSpec.of(layers), columns);
  }

  @ParameterizedTest
  @MethodSource("toys")
  void backwardAndTangentAgreeWithDifferences(Toy toy) {
    GradientCheck check =
        new GradientCheck(toy.network, toy.columns, Batches.of(toy.columns, 5), 11);
    check.gradientByDifferences();
    check.tangentByDifferences();
    check.adjoint();
  }

  @ParameterizedTest
  @MethodSource("toys")
  void aStepTrainsTheTouchedRowsOnly(Toy toy) {
    Network network = Network.bind(toy.network, toy.columns, new MeanSquaredError());
    float[] gradient = new float[network.parameters()];
    Pass pass = network.pass(network.initialize(1), gradient);
    network.begin(pass, Batches.of(toy.columns, 5), Pass.Mode.TRAINING, 0);
    network.forward(pass);
    Matrix dOut = network.outputGradient(pass);
    Vectors.set(dOut, Vectors.normal(dOut.size(), 2));
    network.backward(pass);
    Ranges active = new Ranges();
    pass.collect(active, new Ranges());
    for (int i = 0; i < active.count(); i++) {
      Arrays.fill(gradient, active.from(i), active.to(i), 0f);
    }
    assertThat(gradient).containsOnly(0f);
  }

  @Test
  void theLastStateIsThatOfTheLastStepOfEachSequence() {
    Columns columns = Batches.columns(Columns.Kind.STEP, 4);
    float[] all = output(columns, new ToyRecurrent(3, false));
    float[] last = output(columns, new ToyRecurrent(3, true));
    // Lengths 4, 3, 3, 1: steps start at rows 0, 4, 7, 10.
    int[] rows = {10, 8, 9, 3};
    for (int b = 0; b < rows.length; b++) {
      for (int c = 0; c < 3; c++) {
        assertThat(last[b * 3 + c]).isEqualTo(all[rows[b] * 3 + c]);
      }
    }
  }

  @Test
  void aSparseFirstLayerEqualsADenseOneOnTheSameNumbers() {
    Columns sparse = new Columns(Columns.Kind.EXAMPLE, 0, 9, List.of(), List.of());
    Batch rows = Batches.of(sparse, 7);
    Columns dense = Columns.numeric(9);
    Batch same = Batches.of(dense, 7);
    Kernels.fill(same.numeric, 0f);
    for (int r = 0; r < rows.rows(); r++) {
      for (int k = rows.sparse.start[r]; k < rows.sparse.start[r + 1]; k++) {
        same.numeric.set(r, rows.sparse.index[k], rows.sparse.value[k]);
      }
    }
    float[] expected = output(dense, same, Dense.of(5, new Tanh()));
    assertThat(output(sparse, rows, new ToySparse(5))).containsExactly(expected, within(1e-6f));
  }

  @Test
  void normalizationLeavesSparseColumnsAndIdsAlone() {
    Columns columns = new Columns(Columns.Kind.EXAMPLE, 2, 0, List.of(3), List.of());
    Columns adapted =
        columns.withStatistics(List.of(new Columns.Moments(1, 4), new Columns.Moments(0, 0)));
    Batch batch = Batches.of(adapted, 3);
    float first = batch.numeric.get(0, 0);
    int[] ids = batch.ids.clone();
    float[] out = output(adapted, batch, new Normalization(), new ToyEmbedding(1));
    assertThat(out[0]).isCloseTo((first - 1f) / 2f, within(1e-6f));
    assertThat(out[1]).isZero();
    assertThat(batch.ids).isEqualTo(ids);
  }

  private static float[] output(Columns columns, LayerSpec... layers) {
    return output(columns, Batches.of(columns, 3), layers);
  }

  private static float[] output(Columns columns, Batch batch, LayerSpec... layers) {
    Network network = Network.bind(NetworkSpec.of(layers), columns, new MeanSquaredError());
    Pass pass = network.pass(network.initialize(4), null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }
}
