package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrentTest {
  private static final int UNITS = 50;
  private static final Columns STEPS = Batches.columns(Columns.Kind.STEP, UNITS);

  static Stream<LayerSpec> layers() {
    return Stream.of(SimpleRnn.of(UNITS, true), Lstm.of(UNITS, true), Gru.of(UNITS, true));
  }

  private static Network bind(LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), STEPS, new MeanSquaredError());
  }

  private static SimpleRnn linear(double dropout, double recurrentDropout) {
    Zeros zeros = new Zeros();
    return new SimpleRnn(UNITS, new Identity(), true, dropout, recurrentDropout, zeros, zeros);
  }

  /** Makes a weight matrix the identity. */
  private static void identity(Network network, String name, float[] weights) {
    Slot slot =
        network.slots().stream().filter(s -> s.path().endsWith(name)).findFirst().orElseThrow();
    for (int i = 0; i < UNITS; i++) {
      weights[slot.offset() + i * UNITS + i] = 1f;
    }
  }

  private static Matrix run(Network network, float[] weights, Batch batch, Pass.Mode mode) {
    Pass pass = network.pass(weights, new float[weights.length]);
    network.begin(pass, batch, mode, 5);
    return network.forward(pass);
  }

  private static Batch ones() {
    Batch batch = Batches.of(STEPS, 1);
    Arrays.fill(batch.numeric.data, 1f);
    return batch;
  }

  @Test
  void dropoutOnTheInputIsOneMaskForAllStepsOfASequence() {
    Network network = bind(linear(0.5, 0.0));
    float[] weights = network.initialize(1);
    identity(network, "/weight", weights);
    Batch batch = ones();
    Structure.Packed packed = (Structure.Packed) batch.structure;
    Matrix y = run(network, weights, batch, Pass.Mode.TRAINING);
    float[] first = Arrays.copyOf(Vectors.values(y), packed.active[0] * UNITS);
    assertThat(first).contains(0f, 2f).containsOnly(0f, 2f);
    assertThat(Arrays.copyOf(first, UNITS))
        .isNotEqualTo(Arrays.copyOfRange(first, UNITS, 2 * UNITS));
    for (int t = 1; t < packed.steps; t++) {
      for (int b = 0; b < packed.active[t]; b++) {
        for (int i = 0; i < UNITS; i++) {
          assertThat(y.get(packed.start[t] + b, i)).isEqualTo(y.get(b, i));
        }
      }
    }
    assertThat(Vectors.values(run(network, weights, batch, Pass.Mode.INFERENCE))).containsOnly(1f);
  }

  @Test
  void dropoutOnTheStateIsOneMaskForAllStepsOfASequence() {
    Network network = bind(linear(0.0, 0.5));
    float[] weights = network.initialize(1);
    identity(network, "/weight", weights);
    identity(network, "recurrent_weight", weights);
    Batch batch = ones();
    Structure.Packed packed = (Structure.Packed) batch.structure;
    Matrix y = run(network, weights, batch, Pass.Mode.TRAINING);
    // 1 + 2 h for a unit that is kept, else 1.
    float[] kept = {1f, 3f, 7f, 15f};
    int dropped = 0;
    for (int i = 0; i < UNITS; i++) {
      boolean drops = y.get(packed.start[1], i) == 1f;
      dropped += drops ? 1 : 0;
      for (int t = 0; t < packed.steps; t++) {
        assertThat(y.get(packed.start[t], i)).isEqualTo(drops ? 1f : kept[t]);
      }
    }
    assertThat(dropped).isBetween(10, 40);
    y = run(network, weights, batch, Pass.Mode.INFERENCE);
    assertThat(y.get(packed.start[3], 0)).isEqualTo(4f);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aSequenceAloneIsWhatItIsAmongOthers(LayerSpec layer) {
    Network network = bind(layer);
    float[] weights = network.initialize(2);
    Batch all = Batches.of(STEPS, 3);
    Structure.Packed packed = (Structure.Packed) all.structure;
    float[] together = Vectors.values(run(network, weights, all, Pass.Mode.TRAINING));
    Batch alone = new Batch(STEPS);
    Batches.pack((Structure.Packed) alone.structure, 3);
    float[] steps = new float[3 * UNITS];
    int sequence = 2;
    for (int t = 0; t < 3; t++) {
      int from = all.numeric.row(packed.start[t] + sequence);
      System.arraycopy(all.numeric.data, from, steps, t * UNITS, UNITS);
    }
    alone.numeric.point(steps, 0, 3, UNITS);
    Matrix y = run(network, weights, alone, Pass.Mode.TRAINING);
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < UNITS; i++) {
        float among = together[(packed.start[t] + sequence) * UNITS + i];
        assertThat(y.get(t, i)).isCloseTo(among, within(1e-6f));
      }
    }
  }

  @Test
  void theForgetGateOfAnLstmBeginsOpen() {
    Network network = bind(Lstm.of(2, false));
    Slot bias = network.slots().get(2);
    assertThat(bias.path()).isEqualTo("lstm_1/bias");
    assertThat(Arrays.copyOfRange(network.initialize(1), bias.offset(), bias.end()))
        .containsExactly(0f, 0f, 1f, 1f, 0f, 0f, 0f, 0f);
  }

  @Test
  void parametersHaveTheShapesOfKerasTransposed() {
    Network network =
        bind(
            SimpleRnn.of(3, true), Lstm.of(4, true), Gru.of(5, false), Dense.of(1, new Identity()));
    assertThat(network.slots().stream().map(s -> s.path() + " " + s.rows() + " " + s.columns()))
        .containsExactly(
            "simple_rnn_1/weight 3 50",
            "simple_rnn_1/recurrent_weight 3 3",
            "simple_rnn_1/bias 1 3",
            "lstm_1/weight 16 3",
            "lstm_1/recurrent_weight 16 4",
            "lstm_1/bias 1 16",
            "gru_1/weight 15 4",
            "gru_1/recurrent_weight 15 5",
            "gru_1/bias 2 15",
            "dense_1/weight 1 5",
            "dense_1/bias 1 1");
    assertThat(network.layers().get(1).output()).isEqualTo(new Shape.Sequence(4));
    assertThat(network.layers().get(2).output()).isEqualTo(new Shape.Vector(5));
  }

  @Test
  void onlyDropoutDrawsRandomNumbers() {
    assertThat(bind(Lstm.of(3, false)).randomLayers()).isEmpty();
    assertThat(bind(linear(0.0, 0.5)).randomLayers()).containsExactly("simple_rnn_1");
  }

  @Test
  void needsASequence() {
    assertThatThrownBy(() -> bind(Gru.of(3, false), Lstm.of(3, false)))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("lstm_1: expected a sequence, found (None, 3)")
        .hasMessageContaining("returnSequences: true");
  }

  @Test
  void needsAnActivationWhoseSlopeFollowsFromItsValue() {
    SimpleRnn gelu = new SimpleRnn(3, new Gelu(false), true, 0.0, 0.0, new Normal(), new Normal());
    assertThatThrownBy(() -> bind(gelu))
        .isInstanceOf(NetworkException.class)
        .hasMessage(
            "simple_rnn_1: expected an activation whose slope follows from its value, found gelu:"
                + " use tanh or relu");
  }

  @Test
  void hyperparametersAreChecked() {
    Problems problems = new Problems();
    Object tree =
        List.of(
            Map.of("lstm", Map.of("units", 0, "dropout", 1.0, "recurrentDropout", -0.1)),
            Map.of("gru", Map.of("units", 2, "return_sequences", true)));
    Layers.read("network", tree, problems);
    assertThat(problems.messages())
        .containsExactly(
            "network[0].lstm.units: expected at least 1, found 0",
            "network[0].lstm.dropout: expected a number of at least 0.0 and below 1.0, found 1.0",
            "network[0].lstm.recurrentDropout:"
                + " expected a number of at least 0.0 and below 1.0, found -0.1",
            "network[1].gru.return_sequences: is not a key here; did you mean 'returnSequences'?");
  }

  @Test
  void defaultsAreThoseOfKeras() {
    Problems problems = new Problems();
    Object tree = List.of(Map.of("lstm", 3), Map.of("gru", 3), Map.of("simple_rnn", 3));
    assertThat(Layers.read("network", tree, problems).stream().map(entry -> (Object) entry.spec()))
        .containsExactly(
            new Lstm(3, false, 0.0, 0.0, new GlorotUniform(), new Orthogonal()),
            new Gru(3, false, 0.0, 0.0, new GlorotUniform(), new Orthogonal()),
            new SimpleRnn(3, new Tanh(), false, 0.0, 0.0, new GlorotUniform(), new Orthogonal()));
  }
}
