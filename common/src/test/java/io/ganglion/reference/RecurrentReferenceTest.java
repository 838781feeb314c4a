package io.ganglion.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.layer.Layers;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import io.ganglion.testing.ShiftedInput;
import io.ganglion.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent layers are those of Keras: the numbers of scripts/reference/keras_recurrent.py. */
class RecurrentReferenceTest {
  private static final int FEATURES = 3;

  static List<Map<?, ?>> cases() {
    return ReferenceRun.cases("recurrent.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndGradients(Map<?, ?> reference) {
    Problems problems = new Problems();
    List<LayerEntry> layers = new ArrayList<>();
    Batch batch = new Batch(Batches.columns(Columns.Kind.STEP, FEATURES));
    Structure.Packed packed = (Structure.Packed) batch.structure;
    List<?> lengths = (List<?>) reference.get("lengths");
    Batches.pack(packed, lengths.stream().mapToInt(n -> ((Number) n).intValue()).toArray());
    layers.add(LayerEntry.of(new ShiftedInput(packed.rows())));
    layers.addAll(Layers.read("network", reference.get("network"), problems));
    problems.throwIfAny();
    Network network =
        Network.bind(
            new NetworkSpec(layers),
            Batches.columns(Columns.Kind.STEP, FEATURES),
            new MeanSquaredError());
    float[] inputs = new float[packed.rows() * FEATURES];
    float[] parameters = new float[network.parameters() - inputs.length];
    new Numbers(7).fill(parameters);
    float[] weights = new float[network.parameters()];
    System.arraycopy(parameters, 0, weights, inputs.length, parameters.length);
    float[] gradient = new float[weights.length];
    Pass pass = network.pass(weights, gradient);
    Numbers numbers = new Numbers(8);
    numbers.fill(inputs);
    batch.numeric.point(inputs, 0, packed.rows(), FEATURES);
    network.begin(pass, batch, Pass.Mode.TRAINING, 0);
    Matrix output = network.forward(pass);
    float[] u = new float[output.size()];
    numbers.fill(u);
    Vectors.set(network.outputGradient(pass), u);
    network.backward(pass);
    assertClose(Vectors.values(output), reference, "output");
    assertClose(Arrays.copyOf(gradient, inputs.length), reference, "dx");
    assertClose(
        Arrays.copyOfRange(gradient, inputs.length, gradient.length), reference, "gradient");
  }

  /** To 1e-5 of the greatest element. */
  private static void assertClose(float[] found, Map<?, ?> reference, String key) {
    float[] expected = ReferenceRun.vector(reference, key);
    float greatest = 0f;
    for (float value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    assertThat(found).as(key).containsExactly(expected, within(1e-5f * greatest));
  }

  @Test
  void everyRecurrentLayerHasReferenceNumbers() {
    String networks =
        cases().stream().map(c -> String.valueOf(c.get("network"))).toList().toString();
    assertThat(networks)
        .contains("lstm={", "gru={", "simple_rnn={")
        .contains("merge=concat", "merge=sum", "merge=mean")
        .contains("returnSequences=true", "returnSequences=false");
  }
}
