package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Batches;
import io.ganglion.testing.GradientCheck;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EdgeDropoutTest {
  private static final int WIDTH = 4;
  private static final Columns NODES = Batches.columns(Columns.Kind.NODE, WIDTH);

  private static Network bind(LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), NODES, new MeanSquaredError());
  }

  private static Structure.Graphs graphs(Batch batch) {
    return (Structure.Graphs) batch.structure;
  }

  private static Batch batch(boolean weighted) {
    Batch batch = Batches.of(NODES, 1);
    if (!weighted) {
      graphs(batch).edgeWeight = null;
    }
    return batch;
  }

  private static int edges(Batch batch) {
    return graphs(batch).edgeStart[batch.rows()];
  }

  private static float[] output(Network network, Batch batch, Pass.Mode mode, long key) {
    Pass pass = network.pass(network.initialize(3), null);
    network.begin(pass, batch, mode, key);
    return Vectors.values(network.forward(pass));
  }

  @Test
  void someEdgesGoAndTheOthersWeighMore() {
    Network network = bind(new EdgeDropout(0.4), GraphConvolution.of(3, new Tanh()));
    int draws = 2000;
    int dropped = 0;
    for (int key = 0; key < draws; key++) {
      Batch batch = batch(key % 2 == 0);
      float[] before = batch(true).structure instanceof Structure.Graphs g ? g.edgeWeight : null;
      output(network, batch, Pass.Mode.TRAINING, key);
      for (int k = 0; k < edges(batch); k++) {
        float weight = graphs(batch).weight(k);
        dropped += weight == 0f ? 1 : 0;
        float own = key % 2 == 0 ? before[k] : 1f;
        assertThat(weight == 0f || Math.abs(weight - own / 0.6f) < 1e-3f * own).isTrue();
      }
    }
    assertThat((double) dropped / draws / edges(batch(true))).isCloseTo(0.4, within(0.01));
  }

  /** Layers whose output is linear in the weights of edges. */
  static Stream<LayerSpec> linear() {
    return Stream.of(
        GraphConvolution.of(3, new Identity()),
        new GraphConvolution(
            3, new Identity(), true, GraphConvolution.Normalization.MEAN, true, new Normal()),
        GraphIsomorphism.of(List.of()));
  }

  @ParameterizedTest
  @MethodSource("linear")
  void theMeanStays(LayerSpec layer) {
    for (boolean weighted : new boolean[] {true, false}) {
      float[] expected = output(bind(layer), batch(weighted), Pass.Mode.INFERENCE, 0);
      double[] mean = new double[expected.length];
      int draws = 4000;
      Network network = bind(new EdgeDropout(0.3), layer);
      for (int key = 0; key < draws; key++) {
        float[] y = output(network, batch(weighted), Pass.Mode.TRAINING, key);
        for (int i = 0; i < y.length; i++) {
          mean[i] += (double) y[i] / draws;
        }
      }
      double norm = Vectors.norm(expected) / Math.sqrt(expected.length);
      for (int i = 0; i < mean.length; i++) {
        assertThat(mean[i]).isCloseTo(expected[i], within(0.08 * norm));
      }
    }
  }

  /** A layer passes over what was left out: nothing of a node that nobody hears comes through. */
  @ParameterizedTest
  @MethodSource("io.ganglion.layer.GraphLayersTest#perNode")
  void edgesOfNoWeightAreNoEdges(LayerSpec layer) {
    Batch without = batch(true);
    float[] weights = graphs(without).edgeWeight;
    Arrays.fill(weights, 0, edges(without), 0f);
    graphs(without).degree = new float[without.rows()];
    Arrays.fill(graphs(without).degree, 1f);
    Batch none = batch(true);
    Arrays.fill(graphs(none).edgeStart, 0);
    graphs(none).edgeNumeric.rows = 0;
    assertThat(output(bind(layer), without, Pass.Mode.INFERENCE, 0))
        .containsExactly(output(bind(layer), none, Pass.Mode.INFERENCE, 0), within(1e-6f));
  }

  @ParameterizedTest
  @MethodSource("io.ganglion.layer.GraphLayersTest#perNode")
  void derivativesAreThoseOfTheEdgesThatAreLeft(LayerSpec layer) {
    NetworkSpec network =
        NetworkSpec.of(new EdgeDropout(0.4), layer, GraphConvolution.of(WIDTH, new Tanh()));
    GradientCheck check = new GradientCheck(network, NODES, batch(true), 5);
    check.adjoint();
    check.tangentByDifferences();
  }

  @Test
  void isInactiveOutsideTraining() {
    LayerSpec layer = GraphSage.of(3, GraphSage.Aggregate.MAX, new Tanh());
    assertThat(output(bind(new EdgeDropout(0.9), layer), batch(false), Pass.Mode.INFERENCE, 5))
        .isEqualTo(output(bind(layer), batch(false), Pass.Mode.INFERENCE, 5));
    assertThat(bind(new EdgeDropout(0.9), layer).randomLayers()).containsExactly("edge_dropout_1");
  }

  @Test
  void aBatchWithoutWeightsCostsNoMemory() {
    Network network = bind(new EdgeDropout(0.4), GraphConvolution.of(3, new Tanh()));
    Batch batch = batch(false);
    Pass pass = network.pass(network.initialize(1), null);
    Runnable step =
        () -> {
          graphs(batch).edgeWeight = null;
          graphs(batch).degree = null;
          network.begin(pass, batch, Pass.Mode.TRAINING, 3);
        };
    assertThat(Allocations.perStep(step)).isZero();
  }

  @Test
  void itStandsInFrontOfAGraph() {
    assertThatThrownBy(() -> bind(GraphConvolution.of(3, new Tanh()), new EdgeDropout(0.4)))
        .isInstanceOf(NetworkException.class)
        .hasMessageStartingWith("edge_dropout_1: expected it before all other layers");
    assertThatThrownBy(
            () ->
                Network.bind(
                    NetworkSpec.of(new EdgeDropout(0.4), Dense.of(1, new Tanh())),
                    Columns.numeric(WIDTH),
                    new MeanSquaredError()))
        .hasMessageStartingWith("edge_dropout_1: expected a graph, found (None, 4)");
    assertThatThrownBy(() -> new EdgeDropout(1.0))
        .hasMessage("rate: expected at least 0 and below 1, found 1.0");
  }
}
