package io.ganglion.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Layers;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.Step;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Ranges;
import io.ganglion.testing.ShiftedInput;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Normalisation layers and the bound on weights are those of Keras: the numbers of
 * scripts/reference/normalization_reference.py.
 */
class NormalizationReferenceTest {
  private static final int ROWS = 8;
  private static final int FEATURES = 5;
  private static final int BATCHES = 3;

  private static List<Map<?, ?>> with(String key) {
    return ReferenceRun.cases("normalization.json").stream()
        .filter(c -> c.containsKey(key))
        .toList();
  }

  static List<Map<?, ?>> layers() {
    return with("layer");
  }

  static List<Map<?, ?>> bounds() {
    return with("maxNorm");
  }

  private static Batch batch(float[] inputs) {
    Batch batch = new Batch(Columns.numeric(FEATURES));
    ((Structure.Independent) batch.structure).rows = ROWS;
    batch.numeric.point(inputs, 0, ROWS, FEATURES);
    return batch;
  }

  private static Network bind(LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), Columns.numeric(FEATURES), new MeanSquaredError());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void valuesGradientsAndStatistics(Map<?, ?> reference) {
    Problems problems = new Problems();
    LayerSpec layer = Layers.CATALOGUE.read("layer", reference.get("layer"), problems);
    problems.throwIfAny();
    Network network = bind(new ShiftedInput(ROWS), layer);
    float[] weights = network.initialize(1);
    float[] gradient = new float[weights.length];
    int own = ROWS * FEATURES;
    Numbers start = new Numbers(5);
    for (int i = 0; i < 2 * FEATURES; i++) {
      weights[own + i] = start.next() + (i < FEATURES ? 2f : 0f);
    }
    Pass pass = network.pass(weights, gradient);
    float[] inputs = new float[ROWS * FEATURES];
    float[] u = new float[ROWS * FEATURES];
    Batch batch = batch(inputs);
    Numbers rows = new Numbers(6);
    for (int b = 0; b < BATCHES; b++) {
      rows.fill(inputs);
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = 3f * inputs[i] + 1f;
      }
      rows.fill(u);
      network.begin(pass, batch, Pass.Mode.TRAINING, 0);
      // Once more than needed, which must not move the running statistics twice.
      network.forward(pass);
      network.forward(pass);
      Arrays.fill(gradient, 0f);
      Vectors.set(network.outputGradient(pass), u);
      network.backward(pass);
      network.observe(pass);
    }
    assertThat(Vectors.values(network.forward(pass)))
        .containsExactly(ReferenceRun.vector(reference, "output"), within(2e-6f));
    assertThat(Arrays.copyOf(gradient, own))
        .containsExactly(ReferenceRun.vector(reference, "dx"), within(2e-6f));
    assertThat(Arrays.copyOfRange(gradient, own, own + 2 * FEATURES))
        .containsExactly(ReferenceRun.vector(reference, "parameters"), within(5e-6f));
    assertThat(Arrays.copyOfRange(weights, own + 2 * FEATURES, weights.length))
        .containsExactly(ReferenceRun.vector(reference, "statistics"), within(1e-6f));
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    assertThat(Vectors.values(network.forward(pass)))
        .containsExactly(ReferenceRun.vector(reference, "inference"), within(5e-6f));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void boundedWeights(Map<?, ?> reference) {
    Problems problems = new Problems();
    Map<?, ?> training = Map.of("maxNorm", reference.get("maxNorm"));
    UpdateRule rule =
        UpdateRule.read(Section.of("training", training, problems), new Sgd(0.1, 0.0, false), 1);
    problems.throwIfAny();
    Network network = bind(Dense.of(3, new Identity()));
    float[] weights = new float[network.parameters()];
    new Numbers(5).fill(weights);
    Step step = new Step();
    step.weights = weights;
    step.gradient = new float[weights.length];
    step.state = new float[0][];
    step.active = Ranges.of(0, weights.length);
    step.decayed = new Ranges();
    step.matrices = new int[] {0, 3, FEATURES};
    step.learningRate = 0.1;
    Pass pass = network.pass(weights, step.gradient);
    float[] inputs = new float[ROWS * FEATURES];
    float[] u = new float[ROWS * 3];
    Batch batch = batch(inputs);
    Numbers rows = new Numbers(6);
    for (int b = 0; b < BATCHES; b++) {
      rows.fill(inputs);
      rows.fill(u);
      for (int i = 0; i < u.length; i++) {
        u[i] /= ROWS;
      }
      network.begin(pass, batch, Pass.Mode.TRAINING, 0);
      network.forward(pass);
      Vectors.set(network.outputGradient(pass), u);
      network.backward(pass);
      rule.apply(step);
    }
    assertThat(weights).containsExactly(ReferenceRun.vector(reference, "weights"), within(1e-6f));
  }
}
