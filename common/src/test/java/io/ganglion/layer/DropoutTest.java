package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import io.ganglion.testing.ShiftedInput;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final int ROWS = 301;
  private static final int COLUMNS = 333;

  /** Ones through a network of one column count. */
  private static float[] ones(NetworkSpec spec, Pass.Mode mode, long key) {
    Network network = Network.bind(spec, Columns.numeric(COLUMNS), new MeanSquaredError());
    Pass pass = network.pass(network.initialize(1), null);
    network.begin(pass, batchOfOnes(), mode, key);
    return Vectors.values(network.forward(pass));
  }

  private static Batch batchOfOnes() {
    Batch batch = new Batch(Columns.numeric(COLUMNS));
    ((Structure.Independent) batch.structure).rows = ROWS;
    batch.numeric.point(new float[ROWS * COLUMNS], 0, ROWS, COLUMNS);
    Kernels.fill(batch.numeric, 1f);
    return batch;
  }

  private static NetworkSpec middle(double rate) {
    return NetworkSpec.of(new ShiftedInput(ROWS), new Dropout(rate));
  }

  private static NetworkSpec leading(double rate) {
    return NetworkSpec.of(new Dropout(rate));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.1, 0.2, 0.5, 0.9})
  void zeroesAtItsRateAndKeepsTheMean(double rate) {
    for (NetworkSpec spec : List.of(middle(rate), leading(rate))) {
      float[] y = ones(spec, Pass.Mode.TRAINING, 5);
      int zeros = 0;
      for (float value : y) {
        zeros += value == 0f ? 1 : 0;
        assertThat(value == 0f || Math.abs(value - 1.0 / (1.0 - rate)) < 1e-3).isTrue();
      }
      // Three deviations of a binomial share of 100,000 draws are below 0.005.
      assertThat((double) zeros / y.length).isCloseTo(rate, within(0.005));
    }
  }

  @Test
  void neighboursFallIndependently() {
    float[] y = ones(leading(0.5), Pass.Mode.TRAINING, 5);
    for (int distance : new int[] {1, 2, 3, 4, COLUMNS}) {
      int equal = 0;
      for (int i = distance; i < y.length; i++) {
        equal += y[i] == y[i - distance] ? 1 : 0;
      }
      assertThat((double) equal / y.length).isCloseTo(0.5, within(0.01));
    }
  }

  @Test
  void theMaskBelongsToTheStepAndTheLayer() {
    float[] first = ones(middle(0.5), Pass.Mode.TRAINING, 5);
    assertThat(ones(middle(0.5), Pass.Mode.TRAINING, 5)).isEqualTo(first);
    assertThat(ones(middle(0.5), Pass.Mode.TRAINING, 6)).isNotEqualTo(first);
    NetworkSpec twice = NetworkSpec.of(new ShiftedInput(ROWS), new Dropout(0.5), new Dropout(0.5));
    int kept = 0;
    for (float value : ones(twice, Pass.Mode.TRAINING, 5)) {
      kept += value != 0f ? 1 : 0;
    }
    assertThat((double) kept / (ROWS * COLUMNS)).isCloseTo(0.25, within(0.01));
  }

  @Test
  void forwardBackwardAndTangentShareTheMask() {
    Network network = Network.bind(middle(0.3), Columns.numeric(COLUMNS), new MeanSquaredError());
    float[] weights = network.initialize(1);
    float[] gradient = new float[weights.length];
    float[] ones = new float[weights.length];
    Arrays.fill(ones, 1f);
    Pass pass = network.pass(weights, gradient);
    pass.setDirection(ones);
    network.begin(pass, batchOfOnes(), Pass.Mode.TRAINING, 9);
    float[] mask = Vectors.values(network.forward(pass));
    Kernels.fill(network.outputGradient(pass), 1f);
    network.backward(pass);
    assertThat(gradient).isEqualTo(mask);
    assertThat(Vectors.values(network.tangent(pass))).isEqualTo(mask);
  }

  @Test
  void isInactiveOutsideTraining() {
    assertThat(ones(middle(0.5), Pass.Mode.INFERENCE, 5)).containsOnly(1f);
    assertThat(ones(leading(0.5), Pass.Mode.INFERENCE, 5)).containsOnly(1f);
  }

  @Test
  void sparseColumnsStaySparse() {
    Columns columns = new Columns(Columns.Kind.EXAMPLE, 0, 30, List.of(), List.of());
    Network network =
        Network.bind(
            NetworkSpec.of(new Dropout(0.5), Dense.of(2, new Tanh())),
            columns,
            new MeanSquaredError());
    Batch batch = Batches.of(columns, 1);
    float[] before = batch.sparse.value.clone();
    Pass pass = network.pass(network.initialize(1), null);
    network.begin(pass, batch, Pass.Mode.TRAINING, 4);
    float[] after = batch.sparse.value;
    assertThat(after).hasSameSizeAs(before);
    int zeros = 0;
    for (int k = 0; k < after.length; k++) {
      zeros += after[k] == 0f ? 1 : 0;
      assertThat(after[k] == 0f || after[k] == 2f * before[k]).isTrue();
    }
    assertThat(zeros).isBetween(1, after.length - 1);
  }

  @Test
  void aMaskFillsWhateverTheSize() {
    for (int n = 0; n < 9; n++) {
      Matrix mask = new Matrix().point(new float[12], 1, 1, n);
      Arrays.fill(mask.data, 9f);
      new DropoutMask(0.5).draw(mask, 3);
      float[] same = new float[n];
      Arrays.fill(same, 1f);
      new DropoutMask(0.5).apply(same, n, 3);
      assertThat(Vectors.values(mask)).isEqualTo(same);
      assertThat(mask.data[0]).isEqualTo(9f);
      assertThat(mask.data[n + 1]).isEqualTo(9f);
    }
  }

  @Test
  void theRateIsBelowOne() {
    for (double rate : new double[] {1.0, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> new Dropout(rate))
          .hasMessage("rate: expected at least 0 and below 1, found " + rate);
    }
    float[] almostAll = ones(leading(0.9999999), Pass.Mode.TRAINING, 1);
    assertThat(almostAll).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
  }
}
