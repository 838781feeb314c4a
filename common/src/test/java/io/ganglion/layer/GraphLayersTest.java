package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.Poisson;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import io.ganglion.testing.GradientCheck;
import io.ganglion.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What layers over graphs mean; their numbers are held against others in the reference tests. */
class GraphLayersTest {
  private static final int WIDTH = 4;
  private static final Columns NODES = Batches.columns(Columns.Kind.NODE, WIDTH);

  static Stream<LayerSpec> samples() {
    return CatalogueGradientTest.directed().stream()
        .filter(sample -> CatalogueGradientTest.OVER_GRAPHS.contains(sample.kind()));
  }

  private static Network bind(LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), NODES, new MeanSquaredError());
  }

  private static float[] output(Network network, Block... blocks) {
    int examples = Arrays.stream(blocks).mapToInt(block -> block.examples).sum();
    Batch batch = new Batch(NODES);
    Batcher.inOrder(List.of(blocks).iterator(), examples).next(batch);
    Pass pass = network.pass(network.initialize(3), null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }

  /** A graph of so many nodes, in which node r hears {@code heard[r]}. */
  private static Block.Builder graph(float[] x, int[]... heard) {
    int[] edgeStart = new int[heard.length + 1];
    for (int r = 0; r < heard.length; r++) {
      edgeStart[r + 1] = edgeStart[r] + heard[r].length;
    }
    int[] source = Arrays.stream(heard).flatMapToInt(Arrays::stream).toArray();
    return Block.builder(1)
        .numeric(x, WIDTH)
        .rowStart(new int[] {0, heard.length})
        .edges(edgeStart, source)
        .edgeNumeric(ofEdges(heard), Batches.EDGE_FEATURES);
  }

  /** Numbers of edges that their nodes decide. */
  private static float[] ofEdges(int[]... heard) {
    List<Float> numbers = new ArrayList<>();
    for (int r = 0; r < heard.length; r++) {
      for (int source : heard[r]) {
        numbers.add(0.5f * source - r);
        numbers.add(1f + r - 0.25f * source);
      }
    }
    float[] all = new float[numbers.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers.get(i);
    }
    return all;
  }

  private static int[] hears(int... sources) {
    return sources;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aGraphIsByItselfInABatchOfMany(LayerSpec sample) {
    Network network = bind(sample);
    Block first = graph(Vectors.normal(3 * WIDTH, 1), hears(1, 2), hears(0), hears()).build();
    Block lonely = graph(Vectors.normal(WIDTH, 2), hears()).build();
    Block last =
        graph(Vectors.normal(2 * WIDTH, 3), hears(1, 0), hears(0))
            .edgeWeight(new float[] {0.5f, 3f, 2f})
            .build();
    float[] together = output(network, first, lonely, last);
    int at = 0;
    for (Block block : List.of(first, lonely, last)) {
      float[] alone = output(network, block);
      assertThat(Arrays.copyOfRange(together, at, at + alone.length))
          .containsExactly(alone, within(1e-6f));
      at += alone.length;
    }
    assertThat(at).isEqualTo(together.length);
  }

  static Stream<LayerSpec> perNode() {
    return samples().filter(sample -> !(sample instanceof GraphPool));
  }

  /** Node 0 is the seed; 1 is two steps from it, and hears 3 and 4, which are not at hand. */
  @ParameterizedTest
  @MethodSource("perNode")
  void aNeighbourhoodGivesWhatTheWholeGraphDoes(LayerSpec sample) {
    Network twice = bind(GraphConvolution.of(WIDTH, new Tanh()), sample);
    float[] x = Vectors.normal(5 * WIDTH, 4);
    Block whole =
        graph(x, hears(2), hears(3, 4), hears(1, 0), hears(1), hears(3))
            .edgeWeight(new float[] {2f, 0.5f, 1.5f, 3f, 0.25f, 1f, 0.75f})
            .build();
    Block part =
        graph(Arrays.copyOf(x, 3 * WIDTH), hears(2), hears(), hears(1, 0))
            .edgeWeight(new float[] {2f, 3f, 0.25f})
            .degree(new float[] {3f, 3f, 4.25f})
            .build();
    int width = twice.output().features();
    assertThat(Arrays.copyOf(output(twice, part), width))
        .containsExactly(Arrays.copyOf(output(twice, whole), width), within(1e-6f));
  }

  @Test
  void directionCounts() {
    Network network = bind(GraphConvolution.of(3, new Identity()));
    float[] x = Vectors.normal(2 * WIDTH, 5);
    float[] forwards = output(network, graph(x, hears(), hears(0)).build());
    float[] backwards = output(network, graph(x, hears(1), hears()).build());
    float[] apart = output(network, graph(x, hears(), hears()).build());
    assertThat(Arrays.copyOf(forwards, 3)).isNotEqualTo(Arrays.copyOf(backwards, 3));
    assertThat(Arrays.copyOf(forwards, 3)).isEqualTo(Arrays.copyOf(apart, 3));
  }

  @Test
  void attentionStandsLargeScores() {
    GraphAttention attention = GraphAttention.of(3, 2, GraphAttention.Join.CONCAT, new Identity());
    float[] x = Vectors.normal(2 * WIDTH, 6);
    for (int i = 0; i < x.length; i++) {
      x[i] *= 1e6f;
    }
    for (float value : output(bind(attention), graph(x, hears(1), hears(0)).build())) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void aResidualBlockGoesAroundALayer() {
    for (LayerSpec layer :
        List.of(
            GraphConvolution.of(WIDTH, new Tanh()),
            GraphSage.of(WIDTH, GraphSage.Aggregate.MEAN, new Tanh()),
            GraphAttention.of(2, 2, GraphAttention.Join.CONCAT, new Tanh()))) {
      Residual residual =
          new Residual(List.of(LayerEntry.of(new Dropout(0.2)), LayerEntry.of(layer)));
      NetworkSpec network =
          NetworkSpec.of(
              residual,
              LayerNormalization.defaults(),
              new GraphPool(GraphPool.Aggregate.MEAN),
              Dense.of(2, new Tanh()));
      GradientCheck check = new GradientCheck(network, NODES, Batches.of(NODES, 7), 8);
      check.adjoint();
      check.gradientByDifferences();
    }
  }

  @Test
  void theProductComesFirstWhereItIsNarrower() {
    Network narrowing = bind(GraphConvolution.of(WIDTH - 1, new Identity()));
    Network widening = bind(GraphConvolution.of(WIDTH + 1, new Identity()));
    float[] weights = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0};
    float[] more = Arrays.copyOf(new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}, 25);
    Batch batch = Batches.of(NODES, 9);
    float[] narrow = run(narrowing, batch, weights);
    float[] wide = run(widening, batch, more);
    for (int r = 0; r < batch.rows(); r++) {
      assertThat(Arrays.copyOfRange(wide, r * (WIDTH + 1), r * (WIDTH + 1) + 3))
          .containsExactly(Arrays.copyOfRange(narrow, r * 3, r * 3 + 3), within(1e-6f));
    }
  }

  private static float[] run(Network network, Batch batch, float[] weights) {
    Pass pass = network.pass(weights, null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }

  @Test
  void unitsThatStallAreSeen() {
    for (LayerSpec layer :
        List.of(
            GraphConvolution.of(WIDTH - 1, new Relu()),
            GraphConvolution.of(WIDTH, new Relu()),
            GraphSage.of(3, GraphSage.Aggregate.MEAN, new Relu()),
            GraphSage.of(3, GraphSage.Aggregate.MAX, new Relu()),
            GraphAttention.of(3, 1, GraphAttention.Join.CONCAT, new Relu()))) {
      Network network = bind(layer);
      Pass pass = network.pass(network.initialize(2), null);
      network.begin(pass, Batches.of(NODES, 10), Pass.Mode.INFERENCE, 0);
      Matrix y = network.forward(pass);
      Matrix slopes = new Matrix(y.rows, y.columns);
      network.slopes(pass, 0, slopes);
      assertThat(network.stall(0)).isEqualTo(Stalling.Kind.DEAD);
      for (int i = 0; i < y.size(); i++) {
        assertThat(slopes.data[i]).isEqualTo(y.data[i] > 0f ? 1f : 0f);
      }
    }
  }

  @Test
  void aGraphWithoutNodesPoolsToZero() {
    Block empty = graph(new float[0]).build();
    Block one = graph(new float[] {1, -2, 3, -4}, hears()).build();
    for (GraphPool.Aggregate aggregate : GraphPool.Aggregate.values()) {
      assertThat(output(bind(new GraphPool(aggregate)), one, empty))
          .containsExactly(1, -2, 3, -4, 0, 0, 0, 0);
    }
  }

  @Test
  void aFinalSoftmaxIsLeftToTheLoss() {
    for (LayerSpec layer :
        List.of(
            GraphConvolution.of(3, new Softmax()),
            GraphSage.of(3, GraphSage.Aggregate.MEAN, new Softmax()),
            GraphAttention.of(3, 2, GraphAttention.Join.MEAN, new Softmax()))) {
      Network folded = Network.bind(NetworkSpec.of(layer), NODES, new CategoricalCrossentropy());
      float[] logits = run(folded, Batches.of(NODES, 9), folded.initialize(1));
      assertThat(logits[0] + logits[1] + logits[2]).isNotCloseTo(1f, within(1e-3f));
      assertThatThrownBy(() -> Network.bind(NetworkSpec.of(layer), NODES, new Poisson()))
          .hasMessageContaining("remove the activation");
    }
  }

  @Test
  void featuresOfEdgesMustBeThere() {
    GraphIsomorphism layer = new GraphIsomorphism(List.of(), 0.0, false, true);
    assertThatThrownBy(
            () ->
                Network.bind(
                    NetworkSpec.of(layer), NODES.withEdgeFeatures(0), new MeanSquaredError()))
        .isInstanceOf(NetworkException.class)
        .hasMessage(
            "graph_isomorphism_1: edges: expected features of edges, found none: name columns of"
                + " the table of edges under data.edgeFeatures, or remove edges: true");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anotherInputThanAGraphIsRefused(LayerSpec sample) {
    String name = sample.kind() + "_1";
    assertThatThrownBy(
            () ->
                Network.bind(
                    NetworkSpec.of(sample), Columns.numeric(WIDTH), new MeanSquaredError()))
        .isInstanceOf(NetworkException.class)
        .hasMessage(
            name
                + ": expected a graph, found (None, 4): read the data as nodes and edges"
                + " (data.nodes, data.edges), or put this layer before graph_pool");
    Columns sparse = new Columns(Columns.Kind.EXAMPLE, 0, WIDTH, List.of(), List.of());
    assertThatThrownBy(() -> Network.bind(NetworkSpec.of(sample), sparse, new MeanSquaredError()))
        .hasMessageStartingWith(name + ": expected a graph, found (None, 4)");
  }
}
