package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import io.ganglion.network.Steps;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import io.ganglion.testing.ShiftedInput;
import io.ganglion.testing.ToyRecurrent;
import io.ganglion.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverTimeTest {
  /** Sequences (1, −1) (2, −2) (3, 9), (4, −4) (5, −7), (6, 6); a row a step, packed. */
  private static final float[] ROWS = {1, -1, 4, -4, 6, 6, 2, -2, 5, -7, 3, 9};

  private static final int[] LENGTHS = {3, 2, 1};

  private static final Columns TWO = Batches.columns(Columns.Kind.STEP, 2);

  private static Batch batch(float[] rows, int... lengths) {
    Batch batch = new Batch(TWO);
    Batches.pack((Structure.Packed) batch.structure, lengths);
    batch.numeric.point(rows, 0, rows.length / 2, 2);
    return batch;
  }

  private static Network bind(Columns columns, LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), columns, new MeanSquaredError());
  }

  private static float[] output(LayerSpec layer, float[] weights) {
    Network network = bind(TWO, layer);
    Pass pass = network.pass(weights, null);
    network.begin(pass, batch(ROWS, LENGTHS), Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }

  @Test
  void eachSequenceBecomesOneRowByItsOwnLength() {
    assertThat(output(new LastStep(), new float[0])).containsExactly(3, 9, 5, -7, 6, 6);
    assertThat(output(new MeanOverTime(), new float[0])).containsExactly(2, 2, 4.5f, -5.5f, 6, 6);
    assertThat(output(new MaxOverTime(), new float[0])).containsExactly(3, 9, 5, -4, 6, 6);
  }

  @Test
  void theFirstOfSeveralLargestGetsTheGradient() {
    Network network = bind(TWO, new ShiftedInput(6), new MaxOverTime());
    float[] gradient = new float[12];
    Pass pass = network.pass(new float[12], gradient);
    // Sequences (1, 0) (1, 2) (0, 2), (3, 5) (3, 4), (7, 7).
    float[] rows = {1, 0, 3, 5, 7, 7, 1, 2, 3, 4, 0, 2};
    network.begin(pass, batch(rows, LENGTHS), Pass.Mode.TRAINING, 0);
    assertThat(Vectors.values(network.forward(pass))).containsExactly(1, 2, 3, 5, 7, 7);
    Vectors.set(network.outputGradient(pass), new float[] {10, 20, 30, 40, 50, 60});
    network.backward(pass);
    assertThat(gradient).containsExactly(10, 0, 30, 40, 50, 60, 0, 20, 0, 0, 0, 0);
  }

  @Test
  void aLargestNumberThatIsNoneIsSeen() {
    float[] rows = {1, Float.NaN, 0, 1, 2, 2, 0, 3, Float.NaN, 0, 5, 0};
    Network network = bind(TWO, new MaxOverTime());
    Pass pass = network.pass(new float[0], null);
    network.begin(pass, batch(rows, LENGTHS), Pass.Mode.INFERENCE, 0);
    assertThat(Vectors.values(network.forward(pass)))
        .containsExactly(5, Float.NaN, Float.NaN, 1, 2, 2);
  }

  /** W = [[0.5, −1], [2, 0.25]], b = [0.1, −0.2], v = [1.5, −2]. */
  private static final float[] ATTENTION = {0.5f, -1, 2, 0.25f, 0.1f, -0.2f, 1.5f, -2};

  private static double score(float x0, float x1) {
    float[] w = ATTENTION;
    return w[6] * Math.tanh(w[0] * x0 + w[1] * x1 + w[4])
        + w[7] * Math.tanh(w[2] * x0 + w[3] * x1 + w[5]);
  }

  @Test
  void attentionIsAMeanWithTheWeightsOfItsFormula() {
    float[] found = output(new AttentionPooling(2), ATTENTION);
    int[] starts = {0, 3, 5};
    for (int b = 0; b < LENGTHS.length; b++) {
      double sum = 0.0;
      double first = 0.0;
      double second = 0.0;
      for (int t = 0; t < LENGTHS[b]; t++) {
        float x0 = ROWS[2 * (starts[t] + b)];
        float x1 = ROWS[2 * (starts[t] + b) + 1];
        double e = Math.exp(score(x0, x1));
        sum += e;
        first += e * x0;
        second += e * x1;
      }
      assertThat((double) found[2 * b]).isCloseTo(first / sum, within(1e-6));
      assertThat((double) found[2 * b + 1]).isCloseTo(second / sum, within(1e-6));
    }
  }

  @Test
  void attentionWithoutPreferenceIsTheMean() {
    assertThat(output(new AttentionPooling(2), new float[8]))
        .containsExactly(output(new MeanOverTime(), new float[0]), within(1e-6f));
  }

  @Test
  void attentionOfLargeScoresPicksAStep() {
    // s = 1000 tanh(x₁ / 4): 178 below the largest is nothing, and 978 alone would overflow.
    float[] weights = {0, 0.25f, 0, 0, 0, 0, 1000, 0};
    assertThat(output(new AttentionPooling(2), weights)).containsExactly(3, 9, 4, -4, 6, 6);
    float[] gradient = new float[8];
    Network network = bind(TWO, new AttentionPooling(2));
    Pass pass = network.pass(weights, gradient);
    network.begin(pass, batch(ROWS, LENGTHS), Pass.Mode.TRAINING, 0);
    network.forward(pass);
    Matrix dOut = network.outputGradient(pass);
    Vectors.set(dOut, Vectors.normal(dOut.size(), 1));
    network.backward(pass);
    assertThat(Vectors.norm(gradient)).isFinite();
  }

  static Stream<LayerSpec> overTime() {
    return CatalogueGradientTest.samples().stream()
        .filter(sample -> CatalogueGradientTest.OVER_TIME.contains(sample.kind()));
  }

  @ParameterizedTest
  @MethodSource("overTime")
  void whatIsNoSequenceIsRefused(LayerSpec sample) {
    String name = sample.kind() + "_1: ";
    assertThatThrownBy(() -> bind(Columns.numeric(4), sample))
        .isInstanceOf(NetworkException.class)
        .hasMessageStartingWith(name + "expected a sequence, found (None, 4): ");
    assertThatThrownBy(() -> bind(TWO, new ToyRecurrent(3, true), sample))
        .isInstanceOf(NetworkException.class)
        .hasMessageStartingWith(name + "expected a sequence, found (None, 3): ");
  }

  @Test
  void theFixIsNamed() {
    assertThatThrownBy(() -> bind(Columns.numeric(4), new LastStep()))
        .hasMessage(
            "last_step_1: expected a sequence, found (None, 4): read the data as sequences"
                + " (data.sequence), or let the layer before it give a row for each step"
                + " (returnSequences: true)");
  }

  @Test
  void oneRowOfAllStepsIsKnownAsSuch() {
    Network network = bind(TWO, Dense.of(3, new Tanh()), new MeanOverTime());
    assertThat(network.output()).isEqualTo(new Shape.Vector(3));
    assertThat(network.layers()).extracting("steps").containsExactly(Steps.EACH, Steps.POOLED);
  }
}
