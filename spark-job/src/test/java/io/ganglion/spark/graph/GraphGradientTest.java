package io.ganglion.spark.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.GraphForm;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.GraphAttention;
import io.ganglion.layer.GraphConvolution;
import io.ganglion.layer.GraphIsomorphism;
import io.ganglion.layer.GraphSage;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Normal;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.tensor.Matrix;
import io.ganglion.train.GradientAggregation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainState;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With full neighbourhoods, gradients are those of the whole graph, over however many shards. */
class GraphGradientTest {
  private static final int ALL = Integer.MAX_VALUE;

  private static List<LayerSpec> hidden() {
    return List.of(
        GraphConvolution.of(5, new Tanh()),
        new GraphConvolution(
            1, new Tanh(), true, GraphConvolution.Normalization.MEAN, true, new Normal()),
        new GraphConvolution(
            5, new Tanh(), true, GraphConvolution.Normalization.SYMMETRIC, false, new Normal()),
        GraphSage.of(5, GraphSage.Aggregate.MEAN, new Tanh()),
        GraphSage.of(5, GraphSage.Aggregate.MAX, new Tanh()),
        GraphAttention.of(3, 2, GraphAttention.Join.CONCAT, new Tanh()),
        GraphIsomorphism.of(List.of(LayerEntry.of(Dense.of(5, new Tanh())))));
  }

  static Stream<Arguments> graphs() {
    return Stream.of(
        Arguments.of(false, 1),
        Arguments.of(true, 2),
        Arguments.of(false, 4),
        Arguments.of(true, 8));
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void gradientsAreThoseOfTheWholeGraph(boolean weighted, int shards) {
    SampleGraph graph = new SampleGraph(weighted);
    GraphRequest request = graph.request(shards, 0.0, GraphForm.MOST_NEIGHBOURS, ALL, ALL);
    GraphTables tables = graph.tables(LocalSpark.session(2), shards, 3);
    try (TrainingRows rows = GraphRows.load(tables, request).rows()) {
      assertThat(rows.training().shards()).isEqualTo(shards);
      Block whole = graph.whole(rows.schema(), 2);
      for (LayerSpec layer : hidden()) {
        ModelSpec spec =
            new ModelSpec(
                NetworkSpec.of(layer, GraphConvolution.of(3, new Identity())),
                rows.schema().columns(),
                new CategoricalCrossentropy(),
                List.of(),
                TargetScaling.NONE);
        float[] weights = spec.bind().initialize(5);
        float[] expected = gradient(spec, weights, whole);
        float[] found = gradient(spec, weights, rows.training());
        assertThat(distance(found, expected))
            .as(layer.toString())
            .isLessThan(1e-5 * distance(expected, new float[expected.length]));
      }
    }
  }

  /** What a step of rate 1 takes off the weights. */
  private static float[] gradient(ModelSpec spec, float[] weights, SparkCluster rows) {
    UpdateRule rule = UpdateRule.of(new Sgd(1.0, 0.0, false));
    GradientAggregation strategy = new GradientAggregation(spec, rule, SampleGraph.NODES, 1);
    TrainState state = strategy.epoch(strategy.start(weights), rows).state();
    float[] gradient = new float[weights.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = weights[i] - state.weights[i];
    }
    return gradient;
  }

  private static float[] gradient(ModelSpec spec, float[] weights, Block whole) {
    Network network = spec.bind();
    float[] gradient = new float[weights.length];
    Pass pass = network.pass(weights, gradient);
    Batch batch = new Batch(spec.columns());
    Batcher.inOrder(List.of(whole).iterator(), whole.examples).next(batch);
    network.begin(pass, batch, Pass.Mode.TRAINING, 1);
    Matrix out = network.forward(pass);
    spec.loss().valueAndGradient(out, batch.targets, network.outputGradient(pass));
    network.backward(pass);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= whole.examples;
    }
    return gradient;
  }

  private static double distance(float[] a, float[] b) {
    return Math.sqrt(
        IntStream.range(0, a.length).mapToDouble(i -> a[i] - (double) b[i]).map(d -> d * d).sum());
  }
}
