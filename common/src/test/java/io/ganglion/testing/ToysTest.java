package io.ganglion.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Sigmoid;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
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
        toy(Columns.Kind.NODE, new ToyGraph(3, false), new GuardedLayer(new ToyGraph(4, true))));
  }

  private static Toy toy(Columns.Kind kind, LayerSpec... layers) {
    Columns columns = Batches.columns(kind, 4);
    LayerSpec[] shifted = new LayerSpec[layers.length + 1];
    shifted[0] = new ShiftedInput(Batches.of(columns, 1).rows());
    System.arraycopy(layers, 0, shifted, 1, layers.length);
    return new Toy(NetworkSpec.of(shifted), columns);
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
