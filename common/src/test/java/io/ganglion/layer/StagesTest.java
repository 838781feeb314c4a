package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Ranges;
import io.ganglion.testing.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {
  private static final Columns PLAIN = Columns.numeric(3);
  private static final Columns ADAPTED =
      PLAIN.withStatistics(
          List.of(
              new Columns.Moments(10.0, 4.0),
              new Columns.Moments(-1.0, 0.25),
              new Columns.Moments(7.0, 0.0)));

  private static Network bind(Columns columns, LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), columns, new MeanSquaredError());
  }

  private static float[] output(Network network, float... rows) {
    Batch batch = new Batch(PLAIN);
    batch.numeric.point(rows, 0, rows.length / 3, 3);
    ((Structure.Independent) batch.structure).rows = rows.length / 3;
    Pass pass = network.pass(network.initialize(1), null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }

  @Test
  void normalizationStandardisesAndMapsConstantColumnsToZero() {
    assertThat(output(bind(ADAPTED, new Normalization()), 12, -1, 7, 8, 0, 1000))
        .containsExactly(new float[] {1, 0, 0, -1, 2, 0}, within(1e-6f));
  }

  @Test
  void withoutStatisticsNormalizationChangesNothing() {
    assertThat(output(bind(PLAIN, new Normalization()), 12, -1, 7)).containsExactly(12, -1, 7);
  }

  @Test
  void theMomentsAreParametersThatAreNotTrained() {
    Network network = bind(ADAPTED, new Normalization(), Dense.of(2, new Relu()));
    assertThat(network.slots().get(0).path()).isEqualTo("normalization_1/mean");
    assertThat(network.slots().get(1).path()).isEqualTo("normalization_1/variance");
    assertThat(network.initialize(3)).startsWith(10, -1, 7, 4, 0.25f, 0);
    assertThat(network.layers().get(0).trainable()).isZero();
    assertThat(network.layers().get(0).fixed()).isEqualTo(6);
    Ranges active = new Ranges();
    Pass pass = network.pass(network.initialize(3), null);
    pass.collect(active, new Ranges());
    assertThat(active.count()).isEqualTo(1);
    assertThat(active.from(0)).isEqualTo(6);
    assertThat(active.to(0)).isEqualTo(network.parameters());
  }

  @Test
  void rescalingMovesEveryNumber() {
    assertThat(output(bind(PLAIN, new Rescaling(0.5, -1.0)), 2, 4, 0)).containsExactly(0, 1, -1);
  }

  @Test
  void stagesFollowEachOther() {
    assertThat(output(bind(ADAPTED, new Rescaling(2.0, 0.0), new Normalization()), 6, -0.5f, 1))
        .containsExactly(new float[] {1, 0, 0}, within(1e-6f));
  }

  @Test
  void aStageBehindALayerIsRefused() {
    String message =
        ": expected it before all other layers, as it works on the columns of the data, found it"
            + " behind or inside another layer: move it to the start of the network";
    assertThatThrownBy(() -> bind(PLAIN, Dense.of(3, new Relu()), new Normalization()))
        .isInstanceOf(NetworkException.class)
        .hasMessage("normalization_1" + message);
    Residual block = new Residual(List.of(LayerEntry.of(new Rescaling(1.0, 0.0))));
    assertThatThrownBy(() -> bind(PLAIN, block)).hasMessage("rescaling_1" + message);
  }

  @Test
  void sparseColumnsTakeNoOffset() {
    Columns sparse = new Columns(Columns.Kind.EXAMPLE, 0, 5, List.of(), List.of());
    assertThatThrownBy(() -> bind(sparse, new Rescaling(1.0, 0.5), Dense.of(2, new Tanh())))
        .hasMessage(
            "rescaling_1: expected offset 0 for sparse columns, whose absent values must stay 0,"
                + " found 0.5: remove the offset");
  }
}
