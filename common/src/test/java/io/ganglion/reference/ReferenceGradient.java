package io.ganglion.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.layer.Layers;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.ShiftedInput;
import io.ganglion.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The output and the gradients of a case's network, held against its reference numbers. */
final class ReferenceGradient {
  private ReferenceGradient() {}

  /**
   * Checks a case.
   *
   * @param inputs of the batch, which the first of the weights are added to
   * @param numbers that drew the inputs, and draw the gradient by the output next
   */
  static void check(
      Map<?, ?> reference, Columns columns, Batch batch, float[] inputs, Numbers numbers) {
    Problems problems = new Problems();
    List<LayerEntry> layers = new ArrayList<>();
    layers.add(LayerEntry.of(new ShiftedInput(batch.rows())));
    layers.addAll(Layers.read("network", reference.get("network"), problems));
    problems.throwIfAny();
    Network network = Network.bind(new NetworkSpec(layers), columns, new MeanSquaredError());
    float[] parameters = new float[network.parameters() - inputs.length];
    new Numbers(7).fill(parameters);
    float[] weights = new float[network.parameters()];
    System.arraycopy(parameters, 0, weights, inputs.length, parameters.length);
    float[] gradient = new float[weights.length];
    Pass pass = network.pass(weights, gradient);
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
}
