package io.ganglion.exchange.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.ganglion.data.Batch;
import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.Columns;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.Structure;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.VectorColumn;
import io.ganglion.exchange.SampleModels;
import io.ganglion.layer.Dense;
import io.ganglion.layer.DotProduct;
import io.ganglion.layer.GraphConvolution;
import io.ganglion.layer.GraphPool;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime predicts for graphs, their nodes and pairs of them what the network does. */
final class OnnxGraphsTest {
  static final List<String> ALONG_EDGES =
      List.of("graph_convolution", "graph_sage", "graph_attention", "graph_isomorphism");

  private static final List<FeatureColumn> NUMBERS =
      List.of(number("a"), number("b"), number("c"), number("d"));

  private static final List<FeatureColumn> ALL =
      List.of(
          number("a"),
          new CategoricalColumn("color", List.of("blue", "red"), false, 0),
          new VectorColumn("words", 5, List.of()));

  private static final List<FeatureColumn> EDGE_FEATURES = List.of(number("e"), number("f"));

  private static NumericColumn number(String name) {
    return NumericColumn.of(name, 0.0, 1.0, -9.0, 9.0, 0);
  }

  private static Schema schema(List<FeatureColumn> features, boolean many, boolean pairs) {
    String weight = many ? "w" : null;
    GraphForm form =
        new GraphForm(many ? "g" : null, "id", "from", "to", false, weight, 100, List.of());
    List<String> names = pairs ? List.of("y") : List.of("y", "z");
    List<Double> ones = pairs ? List.of(2.0) : List.of(2.0, 3.0);
    return new Schema(
        features,
        LabelColumn.numbers(names, new TargetScaling(ones, ones)),
        null,
        List.of(),
        null,
        new Graphs(form, pairs, EDGE_FEATURES));
  }

  private static TrainedModel model(Schema schema, LayerSpec... layers) {
    return SampleModels.model(schema, new MeanSquaredError(), NetworkSpec.of(layers));
  }

  static Stream<TrainedModel> models() {
    List<TrainedModel> models = new ArrayList<>();
    Dense hidden = Dense.of(4, new Tanh());
    Dense last = Dense.of(2, new Identity());
    GraphPool sum = new GraphPool(GraphPool.Aggregate.SUM);
    for (String kind : ALONG_EDGES) {
      for (LayerSpec sample : SampleModels.samples(kind)) {
        models.add(model(schema(NUMBERS, true, false), sample, sum, last));
        models.add(model(schema(NUMBERS, false, false), sample, last));
      }
    }
    models.add(model(schema(NUMBERS, false, false), hidden, last));
    models.add(model(schema(ALL, false, true), hidden, new DotProduct()));
    for (LayerSpec sample : SampleModels.samples("graph_pool")) {
      models.add(model(schema(NUMBERS, true, false), hidden, sample, last));
    }
    for (LayerSpec sample : SampleModels.samples("edge_dropout")) {
      models.add(model(schema(NUMBERS, true, false), sample, hidden, sum, last));
    }
    LayerSpec convolution = GraphConvolution.of(3, new Tanh());
    models.add(model(schema(ALL, true, false), convolution, convolution, sum, last));
    return models.stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void graphsAgree(TrainedModel model) throws Exception {
    Columns columns = model.schema().columns();
    Batch batch = Batches.of(columns, 41);
    Structure.Graphs graphs = (Structure.Graphs) batch.structure;
    if (model.schema().graphs().form().weight() == null) {
      graphs.edgeWeight = null;
    }
    try (OnnxFeed feed = new OnnxFeed(model)) {
      giveColumns(feed, model.schema(), batch);
      giveStructure(feed, model.schema().graphs(), graphs);
      float[][] found = (float[][]) feed.run().get("prediction");
      Matrix expected = expected(model, batch);
      assertThat(found).hasNumberOfRows(expected.rows);
      for (int r = 0; r < found.length; r++) {
        for (int c = 0; c < expected.columns; c++) {
          assertThat(found[r][c])
              .as("%s", model.spec().network())
              .isCloseTo(expected.get(r, c), within(1e-5f * Math.max(1f, Math.abs(found[r][c]))));
        }
      }
    }
  }

  private static Matrix expected(TrainedModel model, Batch batch) {
    Network network = model.spec().bind();
    Pass pass = network.pass(model.weights(), null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    Matrix out = network.forward(pass);
    model.schema().label().scaling().restore(out, new Matrix(), out);
    return out;
  }

  private static void giveColumns(OnnxFeed feed, Schema schema, Batch batch) throws OrtException {
    int rows = batch.rows();
    int number = 0;
    int category = 0;
    for (FeatureColumn feature : schema.features()) {
      if (feature instanceof CategoricalColumn column) {
        String[] values = new String[rows];
        for (int r = 0; r < rows; r++) {
          int id = batch.ids[r * batch.idColumns + category];
          values[r] = id == 0 ? "unseen" : column.values().get(id - 1);
        }
        category++;
        feed.texts(feature.name(), values, rows, 1);
      } else if (feature instanceof VectorColumn vector) {
        double[] dense = new double[rows * vector.size()];
        for (int r = 0; r < rows; r++) {
          for (int k = batch.sparse.start[r]; k < batch.sparse.start[r + 1]; k++) {
            dense[r * vector.size() + batch.sparse.index[k]] += batch.sparse.value[k];
          }
        }
        feed.numbers(feature.name(), dense, rows, vector.size());
      } else {
        double[] values = new double[rows];
        for (int r = 0; r < rows; r++) {
          values[r] = batch.numeric.get(r, number);
        }
        number++;
        feed.numbers(feature.name(), values, rows, 1);
      }
    }
  }

  private static void giveStructure(OnnxFeed feed, Graphs schema, Structure.Graphs graphs)
      throws OrtException {
    int[] target = new int[graphs.source.length];
    int[] owner = new int[graphs.rows()];
    for (int r = 0; r < graphs.rows(); r++) {
      Arrays.fill(target, graphs.edgeStart[r], graphs.edgeStart[r + 1], r);
    }
    for (int g = 0; g < graphs.graphs; g++) {
      Arrays.fill(owner, graphs.nodeStart[g], graphs.nodeStart[g + 1], g);
    }
    feed.longs("edge_source", longs(graphs.source), graphs.source.length);
    feed.longs("edge_target", longs(target), target.length);
    if (graphs.edgeWeight != null) {
      double[] weights = new double[target.length];
      Arrays.setAll(weights, k -> graphs.edgeWeight[k]);
      feed.numbers("edge_weight", weights, target.length, 1);
    }
    for (int i = 0; i < EDGE_FEATURES.size(); i++) {
      double[] values = new double[target.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = graphs.edgeNumeric.get(k, i);
      }
      feed.numbers("edge_" + EDGE_FEATURES.get(i).name(), values, target.length, 1);
    }
    if (schema.form().many()) {
      feed.longs("graph", longs(owner), owner.length);
    } else if (schema.pairs()) {
      feed.longs("pairs", longs(graphs.seed), graphs.examples, 2);
    } else {
      feed.longs("nodes", longs(graphs.seed), graphs.examples);
    }
  }

  private static long[] longs(int[] values) {
    return IntStream.of(values).asLongStream().toArray();
  }
}
