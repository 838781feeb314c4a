package io.ganglion.testing;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.IndexedFeature;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.SequenceWindows;
import io.ganglion.data.Sequences;
import io.ganglion.data.SeriesTransform;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.VectorColumn;
import io.ganglion.layer.ActivationLayer;
import io.ganglion.layer.Bidirectional;
import io.ganglion.layer.Branches;
import io.ganglion.layer.Dense;
import io.ganglion.layer.DotProduct;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Embedding;
import io.ganglion.layer.GraphConvolution;
import io.ganglion.layer.Gru;
import io.ganglion.layer.HeNormal;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Relu;
import io.ganglion.layer.Rescaling;
import io.ganglion.layer.Residual;
import io.ganglion.layer.Sigmoid;
import io.ganglion.layer.Softmax;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.Accuracy;
import io.ganglion.metric.MeanAbsoluteError;
import io.ganglion.metric.Metric;
import io.ganglion.metric.RootMeanSquared;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkSpec;
import io.ganglion.train.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small models with weights as they were drawn. */
public final class Models {
  private Models() {}

  /** A number from three columns, through every kind of layer. */
  public static TrainedModel regression(long seed) {
    Schema schema =
        new Schema(
            List.of(
                NumericColumn.of("rooms", 6.25, 0.5, 3.5, 8.75, 0),
                NumericColumn.of("age", 68.5, 792.25, 2.9, 100.0, 7),
                NumericColumn.of("größe \"m²\"", 1.0 / 3, 0.0, 1.0 / 3, 1.0 / 3, 0)),
            LabelColumn.number("medv", new TargetScaling(List.of(22.5), List.of(9.1875))));
    NetworkSpec network =
        new NetworkSpec(
            List.of(
                LayerEntry.of(new Normalization()),
                LayerEntry.of(new Rescaling(0.5, -0.25)),
                new LayerEntry("first", new Dense(4, new Relu(), true, new HeNormal())),
                LayerEntry.of(new Residual(List.of(LayerEntry.of(Dense.of(4, new Tanh()))))),
                LayerEntry.of(new Dropout(0.2)),
                LayerEntry.of(
                    new Branches(
                        Branches.Join.CONCAT,
                        List.of(List.of(LayerEntry.of(Dense.of(2, new Sigmoid()))), List.of()))),
                LayerEntry.of(new ActivationLayer(new Tanh())),
                LayerEntry.of(Dense.of(1, new Identity()))));
    List<Metric> metrics = List.of(new MeanAbsoluteError(), new RootMeanSquared());
    return model(schema, network, new MeanSquaredError(), metrics, seed);
  }

  /** Two numbers from numbers with gaps and names, of weighted rows. */
  public static TrainedModel mixed(long seed) {
    NumericColumn year =
        new NumericColumn("year", 1_700_000.5, 4.0, 1_699_990.0, 1_700_020.0, 3, 1_700_000.5);
    CategoricalColumn town = new CategoricalColumn("town", List.of("Aalen", "Ulm", "北京"), false, 2);
    CategoricalColumn zip = new CategoricalColumn("zip", List.of("2.5", "80000"), true, 0);
    Schema schema =
        new Schema(
            List.of(year, town, zip),
            LabelColumn.numbers(
                List.of("price", "rent"),
                new TargetScaling(List.of(100.0, 5.0), List.of(20.0, 2.0))),
            "weight",
            List.of("?"),
            null,
            null);
    NetworkSpec network =
        NetworkSpec.of(
            new Normalization(),
            Embedding.of(3),
            Dense.of(4, new Tanh()),
            Dense.of(2, new Identity()));
    return model(schema, network, new MeanSquaredError(), List.of(), seed);
  }

  /** One of three classes from two columns. */
  public static TrainedModel classifier(long seed) {
    Schema schema =
        new Schema(
            List.of(
                NumericColumn.of("length", 5.5, 0.75, 4.25, 8.0, 0),
                NumericColumn.of("width", 3.0, 0.25, 2.0, 4.5, 0)),
            LabelColumn.classes("species", List.of("setosa", "7", "l'autre"), false));
    NetworkSpec network = NetworkSpec.of(Dense.of(5, new Relu()), Dense.of(3, new Softmax()));
    return model(schema, network, new CategoricalCrossentropy(), List.of(new Accuracy()), seed);
  }

  /** Two forecasts of a series of which logarithms of differences are learned. */
  public static TrainedModel forecast(long seed) {
    SequenceWindows windows =
        new SequenceWindows(
            "month",
            "town",
            24,
            List.of(1, 2),
            3,
            SequenceWindows.Gaps.FILL,
            List.of(new SeriesTransform.Log(), new SeriesTransform.Difference(12)));
    Schema schema =
        new Schema(
            List.of(
                NumericColumn.of("past visits", 0.125, 0.25, -1.0, 1.0, 0),
                new CategoricalColumn("sky", List.of("blue", "grey"), false, 2)),
            LabelColumn.numbers(
                windows.outputs("visits"),
                new TargetScaling(List.of(0.125, 0.25), List.of(0.5, 0.75), true)),
            null,
            List.of("?"),
            new Sequences(windows, false),
            null);
    NetworkSpec network =
        NetworkSpec.of(
            new Normalization(),
            new Bidirectional(LayerEntry.of(Lstm.of(3, true)), Bidirectional.Merge.CONCAT),
            Lstm.of(4, false),
            Dense.of(2, new Identity()));
    return model(schema, network, new MeanSquaredError(), List.of(), seed);
  }

  /** A label for each step of sequences of any of the other forms. */
  public static TrainedModel steps(SequenceForm form, long seed) {
    Schema schema =
        new Schema(
            List.of(NumericColumn.of("x", 0.5, 4.0, -3.0, 5.0, 1)),
            LabelColumn.classes("y", List.of("a", "b", "c"), false),
            "weight",
            List.of(),
            new Sequences(form, true),
            null);
    NetworkSpec network = NetworkSpec.of(Gru.of(4, true), Dense.of(3, new Softmax()));
    return model(schema, network, new CategoricalCrossentropy(), List.of(new Accuracy()), seed);
  }

  /** A number from vectors that are mostly filled. */
  public static TrainedModel vectors(long seed) {
    List<NumericColumn> elements =
        List.of(
            NumericColumn.of("v[0]", 0.5, 4.0, -3.0, 5.0, 0),
            NumericColumn.of("v[1]", 2.5, 0.25, 1.0, 4.0, 0));
    Schema schema =
        new Schema(
            List.of(new VectorColumn("v", 2, elements)),
            LabelColumn.number("y", TargetScaling.NONE));
    NetworkSpec network = NetworkSpec.of(Dense.of(1, new Identity()));
    return model(schema, network, new MeanSquaredError(), List.of(), seed);
  }

  /** A class for each node of a graph, or a probability for each pair of nodes. */
  public static TrainedModel graph(boolean pairs, long seed) {
    GraphForm form =
        new GraphForm(
            null, "id", "from", "to", true, "w", 7, List.of(new IndexedFeature("words", 5, true)));
    Schema schema =
        new Schema(
            List.of(
                NumericColumn.of("x", 0.5, 4.0, -3.0, 5.0, 1),
                new VectorColumn("words", 5, List.of())),
            LabelColumn.classes("y", List.of("a", "b"), false),
            null,
            List.of(),
            null,
            new Graphs(form, pairs));
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(GraphConvolution.of(4, new Relu()));
    layers.add(pairs ? new DotProduct() : Dense.of(1, new Sigmoid()));
    NetworkSpec network = NetworkSpec.of(layers.toArray(new LayerSpec[0]));
    return model(schema, network, new BinaryCrossentropy(), List.of(new Accuracy()), seed);
  }

  /** A row of a schema of numbers. */
  public static RawRow row(Schema schema, double... numbers) {
    RawRow row = new RawRow(schema);
    System.arraycopy(numbers, 0, row.numbers, 0, numbers.length);
    return row;
  }

  private static TrainedModel model(
      Schema schema, NetworkSpec network, Loss loss, List<Metric> metrics, long seed) {
    ModelSpec spec =
        new ModelSpec(network, schema.columns(), loss, metrics, schema.label().scaling());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", "sample");
    facts.put("epoch", 12);
    facts.put("seed", 9_000_000_000L);
    facts.put("loss", 0.1);
    facts.put("stopped", true);
    return new TrainedModel(schema, spec, spec.bind().initialize(seed), facts);
  }
}
