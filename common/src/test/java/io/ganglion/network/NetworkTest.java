package io.ganglion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.layer.ActivationLayer;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Embedding;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Relu;
import io.ganglion.layer.Residual;
import io.ganglion.layer.Sigmoid;
import io.ganglion.layer.Softmax;
import io.ganglion.layer.Softplus;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.Poisson;
import io.ganglion.tensor.Ranges;
import io.ganglion.testing.Batches;
import io.ganglion.testing.ToyGraph;
import io.ganglion.testing.ToyRecurrent;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Loss MSE = new MeanSquaredError();

  private static NetworkSpec boston() {
    return NetworkSpec.of(
        Dense.of(64, new Relu()), Dense.of(64, new Relu()), Dense.of(1, new Identity()));
  }

  private static Columns columns(int sparse, Integer... categories) {
    return new Columns(Columns.Kind.EXAMPLE, 2, sparse, List.of(categories), List.of());
  }

  private static Network bind(Columns columns, Loss loss, LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), columns, loss);
  }

  @Test
  void countsTheParametersOfTheCourse() {
    Network network = Network.bind(boston(), Columns.numeric(13), MSE);
    assertThat(network.layers())
        .containsExactly(
            new LayerInfo("dense_1", "dense", 1, new Shape.Vector(64), Steps.EACH, 0, 896, 0),
            new LayerInfo("dense_2", "dense", 1, new Shape.Vector(64), Steps.EACH, 2, 4160, 0),
            new LayerInfo("dense_3", "dense", 1, new Shape.Vector(1), Steps.EACH, 4, 65, 0));
    assertThat(network.parameters()).isEqualTo(5121);
    assertThat(network.output()).isEqualTo(new Shape.Vector(1)).hasToString("(None, 1)");
  }

  @Test
  void slotsFollowEachOtherInOneVector() {
    Network network = Network.bind(boston(), Columns.numeric(13), MSE);
    assertThat(network.slots().stream().map(Slot::path))
        .containsExactly(
            "dense_1/weight",
            "dense_1/bias",
            "dense_2/weight",
            "dense_2/bias",
            "dense_3/weight",
            "dense_3/bias");
    int offset = 0;
    for (Slot slot : network.slots()) {
      assertThat(slot.offset()).isEqualTo(offset);
      offset = slot.end();
    }
    assertThat(offset).isEqualTo(network.parameters());
    assertThat(network.slots().get(0).rows()).isEqualTo(64);
    assertThat(network.slots().get(0).columns()).isEqualTo(13);
  }

  @Test
  void biasesStartAtZeroAndDoNotDecay() {
    Network network = Network.bind(boston(), Columns.numeric(13), MSE);
    float[] weights = network.initialize(5);
    Slot bias = network.slots().get(1);
    assertThat(Arrays.copyOfRange(weights, bias.offset(), bias.end())).containsOnly(0f);
    Ranges active = new Ranges();
    Ranges decayed = new Ranges();
    network.pass(weights, null).collect(active, decayed);
    assertThat(active.count()).isEqualTo(1);
    assertThat(active.to(0)).isEqualTo(5121);
    assertThat(decayed.count()).isEqualTo(3);
    assertThat(decayed.to(0)).isEqualTo(13 * 64);
  }

  @Test
  void theSeedDecidesTheWeights() {
    Network network = Network.bind(boston(), Columns.numeric(13), MSE);
    assertThat(network.initialize(5)).isEqualTo(network.initialize(5));
    assertThat(network.initialize(6)).isNotEqualTo(network.initialize(5));
  }

  @Test
  void layersAreNamedByKindAndCountUnlessTheyHaveAName() {
    Residual block =
        new Residual(
            List.of(LayerEntry.of(Dense.of(4, new Tanh())), LayerEntry.of(new Dropout(0))));
    NetworkSpec spec =
        new NetworkSpec(
            List.of(
                LayerEntry.of(new Normalization()),
                new LayerEntry("first", Dense.of(4, new Relu())),
                LayerEntry.of(block),
                LayerEntry.of(Dense.of(2, new Relu()))));
    Network network = Network.bind(spec, Columns.numeric(3), MSE);
    assertThat(network.layers().stream().map(LayerInfo::name))
        .containsExactly(
            "normalization_1", "first", "residual_1", "dense_2", "dropout_1", "dense_3");
    assertThat(network.layers().stream().map(LayerInfo::depth)).containsExactly(1, 1, 1, 2, 2, 1);
    assertThat(network.layers().get(2).trainable()).isEqualTo(20);
    assertThat(network.slots().get(4).path()).isEqualTo("dense_2/weight");
  }

  @Test
  void twoLayersOfOneNameAreRefused() {
    LayerEntry entry = new LayerEntry("same", Dense.of(4, new Relu()));
    assertThatThrownBy(
            () -> Network.bind(new NetworkSpec(List.of(entry, entry)), Columns.numeric(3), MSE))
        .isInstanceOf(NetworkException.class)
        .hasMessage("network: two layers are called 'same': give one of them another name");
  }

  @Test
  void theLinkIsFoldedIntoTheLoss() {
    Columns columns = Columns.numeric(3);
    Batch batch = Batches.of(columns, 1);
    Network folded = bind(columns, new CategoricalCrossentropy(), Dense.of(2, new Softmax()));
    Network alone =
        bind(
            columns,
            new CategoricalCrossentropy(),
            Dense.of(2, new Identity()),
            new ActivationLayer(new Softmax()));
    Network plain = bind(columns, MSE, Dense.of(2, new Identity()));
    float[] logits = output(plain, batch);
    assertThat(output(folded, batch)).isEqualTo(logits);
    assertThat(output(alone, batch)).isEqualTo(logits);
    Network kept = bind(columns, MSE, Dense.of(2, new Softmax()));
    assertThat(output(kept, batch)[0] + output(kept, batch)[1]).isCloseTo(1f, within(1e-6f));
  }

  private static float[] output(Network network, Batch batch) {
    Pass pass = network.pass(network.initialize(4), null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }

  @Test
  void aFinalActivationThatClashesWithTheLossIsRefused() {
    Columns columns = Columns.numeric(3);
    assertThatThrownBy(() -> bind(columns, new CategoricalCrossentropy(), Dense.of(2, new Relu())))
        .hasMessage(
            "network[0] dense: expected a linear or softmax output for this loss, found relu:"
                + " remove the activation");
    assertThatThrownBy(() -> bind(columns, new Poisson(), Dense.of(2, new Softplus())))
        .hasMessage(
            "network[0] dense: expected a linear output for this loss, found softplus:"
                + " remove the activation");
    assertThatThrownBy(
            () ->
                bind(
                    columns,
                    new BinaryCrossentropy(),
                    Dense.of(2, new Relu()),
                    new ActivationLayer(new Softmax())))
        .hasMessage(
            "network[1] activation: expected a linear or sigmoid output for this loss, found"
                + " softmax: remove the activation");
    bind(columns, new BinaryCrossentropy(), Dense.of(2, new Sigmoid()));
    bind(columns, MSE, Dense.of(2, new Relu()));
  }

  @Test
  void tooManyColumnsNeedALayerThatReadsThem() {
    Residual residual = new Residual(List.of(LayerEntry.of(Dense.of(10_000, new Relu()))));
    assertThat(bind(columns(9_996, 3), MSE, residual).output().features()).isEqualTo(10_000);
    assertThatThrownBy(() -> bind(columns(9_996, 4), MSE, residual))
        .isInstanceOf(NetworkException.class)
        .hasMessage(
            "network: expected a first layer that reads sparse and categorical columns, since"
                + " 10,001 columns are too many for a dense matrix (at most 10,000), found none:"
                + " begin with dense, which reads both, or with embedding for categorical ones");
  }

  @Test
  void layersRefuseTheShapesThatTheyCannotRead() {
    assertThatThrownBy(() -> bind(columns(0), MSE, new ToyRecurrent(2, true)))
        .hasMessage("toy_recurrent_1: expected a sequence, found (None, 2)");
    assertThatThrownBy(() -> bind(columns(0), MSE, new ToyGraph(2, true)))
        .hasMessage("toy_graph_1: expected a graph, found (None, 2)");
  }

  @Test
  void aNetworkHasLayersAndAtMostSoManyParameters() {
    assertThatThrownBy(() -> bind(columns(0), MSE))
        .hasMessage("network: expected at least one layer, found none");
    assertThatThrownBy(
            () -> bind(columns(0), MSE, Dense.of(65_536, new Relu()), Dense.of(65_536, new Relu())))
        .hasMessage(
            "dense_2/weight: expected at most 2^31 − 1 parameters in all, found more: use fewer"
                + " units");
  }

  @Test
  void theOutputOfEveryLayerCanBeLookedAt() {
    Columns columns = columns(0, 3);
    Network network =
        bind(
            columns,
            MSE,
            Embedding.of(4),
            new Residual(List.of(LayerEntry.of(Dense.of(6, new Tanh())))),
            Dense.of(1, new Identity()));
    Batch batch = Batches.of(columns, 8);
    Pass pass = network.pass(network.initialize(4), null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    float[] out = Vectors.values(network.forward(pass));
    for (int i = 0; i < network.layers().size(); i++) {
      LayerInfo layer = network.layers().get(i);
      assertThat(pass.shown(i).rows).as(layer.name()).isEqualTo(7);
      assertThat(pass.shown(i).columns).as(layer.name()).isEqualTo(layer.output().features());
    }
    assertThat(pass.shown(0).get(0, 0)).isEqualTo(batch.numeric.get(0, 0));
    assertThat(pass.shown(1).get(2, 3) - pass.shown(0).get(2, 3))
        .isCloseTo(pass.shown(2).get(2, 3), within(1e-6f));
    assertThat(Vectors.values(pass.shown(3))).isEqualTo(out);
  }

  @Test
  void batchesMayShrinkAndGrow() {
    Columns columns = Columns.numeric(3);
    Network network = bind(columns, MSE, Dense.of(5, new Tanh()), Dense.of(2, new Identity()));
    Pass pass = network.pass(network.initialize(4), null);
    Batch batch = Batches.of(columns, 8);
    float[] rows = batch.numeric.data;
    float[] all = forward(network, pass, batch, rows, 7);
    for (int n : new int[] {2, 7, 1}) {
      assertThat(forward(network, pass, batch, rows, n))
          .containsExactly(Arrays.copyOf(all, 2 * n), within(1e-6f));
    }
  }

  private static float[] forward(Network network, Pass pass, Batch batch, float[] rows, int n) {
    batch.numeric.point(rows, 0, n, 3);
    ((Structure.Independent) batch.structure).rows = n;
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }
}
