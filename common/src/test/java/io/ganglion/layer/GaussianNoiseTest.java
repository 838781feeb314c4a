package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.testing.Batches;
import io.ganglion.testing.ShiftedInput;
import io.ganglion.testing.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link GaussianNoise} and {@link GaussianDropout}, in front and between layers. */
class GaussianNoiseTest {
  private static final int ROWS = 7;
  private static final int WIDTH = 9_000;

  static List<NetworkSpec> networks() {
    LayerSpec input = new ShiftedInput(ROWS);
    return List.of(
        NetworkSpec.of(new GaussianNoise(0.5)),
        NetworkSpec.of(new GaussianDropout(0.2)),
        NetworkSpec.of(input, new GaussianNoise(0.5)),
        NetworkSpec.of(input, new GaussianDropout(0.2)));
  }

  /** Both deviations are a half: √(0.2 / 0.8). */
  private static float[] noise(Pass.Mode mode, long key, NetworkSpec spec) {
    Columns columns = Columns.numeric(WIDTH);
    Network network = Network.bind(spec, columns, new MeanSquaredError());
    Pass pass = network.pass(network.initialize(1), null);
    Batch batch = Batches.of(columns, 1);
    Kernels.fill(batch.numeric, 1f);
    network.begin(pass, batch, mode, key);
    float[] y = Vectors.values(network.forward(pass));
    for (int i = 0; i < y.length; i++) {
      y[i] = 2f * (y[i] - 1f);
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void noiseIsNormalAndBelongsToTheStep(NetworkSpec spec) {
    float[] z = noise(Pass.Mode.TRAINING, 5, spec);
    double sum = 0.0;
    double squares = 0.0;
    int beyond = 0;
    for (float value : z) {
      sum += value;
      squares += (double) value * value;
      beyond += Math.abs(value) > 2f ? 1 : 0;
    }
    int n = z.length;
    assertThat(sum / n).isCloseTo(0.0, within(4.0 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1.0, within(4.0 * Math.sqrt(2.0 / n)));
    assertThat((double) beyond / n).isCloseTo(0.0455, within(4.0 * Math.sqrt(0.0455 / n)));
    assertThat(noise(Pass.Mode.TRAINING, 5, spec)).isEqualTo(z);
    assertThat(noise(Pass.Mode.TRAINING, 6, spec)).isNotEqualTo(z);
    assertThat(noise(Pass.Mode.INFERENCE, 5, spec)).containsOnly(0f);
  }

  @Test
  void flagsAndCategoriesStay() {
    Columns columns = new Columns(Columns.Kind.EXAMPLE, 5, 0, List.of(4), List.of()).withFlags(2);
    for (LayerSpec noise : List.of(new GaussianNoise(1.0), new GaussianDropout(0.5))) {
      Network network =
          Network.bind(
              NetworkSpec.of(noise, Dense.of(2, new Tanh())), columns, new MeanSquaredError());
      Batch batch = Batches.of(columns, 3);
      float[] before = batch.numeric.data.clone();
      int[] ids = batch.ids.clone();
      network.begin(network.pass(network.initialize(1), null), batch, Pass.Mode.TRAINING, 4);
      for (int i = 0; i < before.length; i++) {
        assertThat(batch.numeric.data[i] == before[i]).as("column %d", i % 5).isEqualTo(i % 5 > 2);
      }
      assertThat(batch.ids).isEqualTo(ids);
    }
  }

  @Test
  void storedValuesAreMultipliedAndSparseOnesStaySparse() {
    Columns columns = new Columns(Columns.Kind.EXAMPLE, 0, 30, List.of(), List.of());
    Dense dense = Dense.of(2, new Tanh());
    Network network =
        Network.bind(
            NetworkSpec.of(new GaussianDropout(0.5), dense), columns, new MeanSquaredError());
    Batch batch = Batches.of(columns, 1);
    float[] before = batch.sparse.value.clone();
    network.begin(network.pass(network.initialize(1), null), batch, Pass.Mode.TRAINING, 4);
    assertThat(batch.sparse.value).hasSameSizeAs(before);
    for (int k = 0; k < before.length; k++) {
      assertThat(batch.sparse.value[k]).isNotEqualTo(before[k]);
    }
    assertThatThrownBy(() -> new GaussianNoise(0.1).bindStage(columns, new Plan()))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("take gaussian_dropout, which changes stored values only");
  }

  @Test
  void columnsOfNamesAreRefused() {
    Columns names = new Columns(Columns.Kind.EXAMPLE, 0, 0, List.of(4), List.of());
    for (LayerSpec noise : List.of(new GaussianNoise(1.0), new GaussianDropout(0.5))) {
      NetworkSpec spec = NetworkSpec.of(noise, Dense.of(2, new Tanh()));
      assertThatThrownBy(() -> Network.bind(spec, names, new MeanSquaredError()))
          .isInstanceOf(NetworkException.class)
          .hasMessage(
              noise.kind()
                  + "_1: expected numeric columns to put noise on, found none: put it behind the"
                  + " first layer");
    }
  }

  @Test
  void hyperparametersHaveBounds() {
    assertThatThrownBy(() -> new GaussianNoise(-0.1))
        .hasMessage("stddev: expected a number of at least 0, found -0.1");
    assertThatThrownBy(() -> new GaussianDropout(1.0))
        .hasMessage("rate: expected at least 0 and below 1, found 1.0");
  }

  @Test
  void aNetworkNamesItsRandomLayers() {
    NetworkSpec spec =
        NetworkSpec.of(
            new GaussianNoise(0.1),
            Dense.of(3, new Tanh()),
            BatchNormalization.defaults(),
            new Dropout(0.1),
            LayerNormalization.defaults());
    Network network = Network.bind(spec, Columns.numeric(4), new MeanSquaredError());
    assertThat(network.randomLayers()).isEqualTo(List.of("gaussian_noise_1", "dropout_1"));
    assertThat(network.batchDependentLayers()).isEqualTo(List.of("batch_normalization_1"));
  }
}
