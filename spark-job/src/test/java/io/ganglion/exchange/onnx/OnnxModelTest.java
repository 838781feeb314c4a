package io.ganglion.exchange.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.VectorColumn;
import io.ganglion.exchange.Predictions;
import io.ganglion.exchange.SampleModels;
import io.ganglion.layer.ActivationLayer;
import io.ganglion.layer.Bidirectional;
import io.ganglion.layer.Branches;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Elu;
import io.ganglion.layer.Embedding;
import io.ganglion.layer.GlorotUniform;
import io.ganglion.layer.Gru;
import io.ganglion.layer.Hopfield;
import io.ganglion.layer.Identity;
import io.ganglion.layer.LayerNormalization;
import io.ganglion.layer.Layers;
import io.ganglion.layer.LeakyRelu;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.MaxOverTime;
import io.ganglion.layer.Normal;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Rbm;
import io.ganglion.layer.Relu;
import io.ganglion.layer.Rescaling;
import io.ganglion.layer.Sigmoid;
import io.ganglion.layer.SimpleRnn;
import io.ganglion.layer.Softmax;
import io.ganglion.layer.Softplus;
import io.ganglion.layer.Step;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.Poisson;
import io.ganglion.loss.ReconstructionCrossentropy;
import io.ganglion.model.ModelException;
import io.ganglion.model.Predictor;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkSpec;
import io.ganglion.testing.Models;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime predicts from raw columns what Ganglion does. */
final class OnnxModelTest {
  private static final double TOLERANCE = 1e-5;

  /** Kinds of layers that take nothing but sequences. */
  private static final List<String> OVER_TIME =
      List.of(
          "simple_rnn",
          "lstm",
          "gru",
          "bidirectional",
          "last_step",
          "mean_over_time",
          "max_over_time",
          "attention_pooling");

  private static final List<String> EVERYWHERE =
      List.of(
          "dense",
          "activation",
          "dropout",
          "gaussian_dropout",
          "gaussian_noise",
          "batch_normalization",
          "layer_normalization",
          "residual",
          "branches");

  private static final List<String> FIRST = List.of("embedding", "normalization", "rescaling");

  /** Every sample of the catalogue, behind another layer where it may stand there. */
  static Stream<TrainedModel> rowSamples() {
    List<TrainedModel> models = new ArrayList<>();
    for (String kind : EVERYWHERE) {
      for (LayerSpec sample : SampleModels.samples(kind)) {
        models.add(SampleModels.over(false, new Normalization(), Dense.of(4, new Tanh()), sample));
      }
    }
    for (String kind : FIRST) {
      SampleModels.samples(kind).forEach(s -> models.add(SampleModels.over(false, s)));
    }
    return models.stream();
  }

  static Stream<TrainedModel> sequenceSamples() {
    List<TrainedModel> models = new ArrayList<>();
    for (String kind : OVER_TIME) {
      for (LayerSpec sample : SampleModels.samples(kind)) {
        models.add(SampleModels.over(true, new Normalization(), sample));
      }
    }
    for (String kind : EVERYWHERE) {
      LayerSpec sample = SampleModels.samples(kind).get(0);
      models.add(
          SampleModels.over(
              true, new Normalization(), Dense.of(4, new Tanh()), sample, new MaxOverTime()));
    }
    for (var activation :
        List.of(new Identity(), new Relu(), new LeakyRelu(0.2), new Elu(0.5), new Softplus())) {
      SimpleRnn rnn =
          new SimpleRnn(4, activation, true, 0.0, 0.0, new GlorotUniform(), new Normal());
      models.add(SampleModels.over(true, new Normalization(), Bidirectional.of(rnn)));
    }
    models.add(SampleModels.over(true, new Normalization(), Bidirectional.of(Lstm.of(3, true))));
    models.add(SampleModels.over(true, new Normalization(), Bidirectional.of(Gru.of(3, false))));
    models.add(SampleModels.over(true, new Embedding(2, Map.of()), Gru.of(3, false)));
    return models.stream();
  }

  /** First layers over all kinds of columns at once. */
  static Stream<TrainedModel> columns() {
    Dense dense = Dense.of(2, new Identity());
    LayerEntry tanh = LayerEntry.of(Dense.of(3, new Tanh()));
    Branches branches =
        new Branches(
            Branches.Join.CONCAT, List.of(List.of(tanh), List.of(LayerEntry.of(Embedding.of(2)))));
    MeanSquaredError mse = new MeanSquaredError();
    Schema filled =
        new Schema(
            List.of(
                new VectorColumn(
                    "v",
                    5,
                    List.of(
                        element(0, 1.0),
                        element(1, 2.0),
                        element(2, 3.0),
                        element(3, -1.0),
                        element(4, 0.0)))),
            SampleModels.numbers().label());
    return Stream.of(
        SampleModels.normalized(SampleModels.mixed(true), mse, new Rescaling(0.5, 0.0), dense),
        SampleModels.normalized(
            SampleModels.mixed(true), mse, LayerNormalization.defaults(), dense),
        SampleModels.normalized(SampleModels.mixed(false), mse, Embedding.auto(), dense),
        SampleModels.normalized(SampleModels.mixed(false), mse, branches, dense),
        SampleModels.normalized(
            SampleModels.mixed(false), mse, new ActivationLayer(new Tanh()), dense),
        SampleModels.model(SampleModels.names(), mse, NetworkSpec.of(dense)),
        SampleModels.model(SampleModels.names(), mse, NetworkSpec.of(Embedding.of(3), dense)),
        SampleModels.normalized(filled, mse, dense),
        SampleModels.shaken(Models.regression(1)),
        SampleModels.shaken(Models.mixed(1)));
  }

  private static NumericColumn element(int place, double mean) {
    return NumericColumn.of("v[" + place + "]", mean, 1.0, -9.0, 9.0, 0);
  }

  @ParameterizedTest
  @MethodSource({"rowSamples", "columns"})
  void rowsAgree(TrainedModel model) throws Exception {
    List<RawRow> rows = SampleModels.rows(model);
    try (OnnxRun run = new OnnxRun(model)) {
      float[][] found = (float[][]) run.rows(rows).get("prediction");
      assertClose(model, found, Predictions.rows(model, rows));
    }
  }

  @ParameterizedTest
  @MethodSource("sequenceSamples")
  void sequencesAgree(TrainedModel model) throws Exception {
    assertSequencesAgree(model, null, "prediction");
  }

  @Test
  void forecastsOfDifferencesTakeWhatTheyAreAddedTo() throws Exception {
    assertSequencesAgree(
        SampleModels.shaken(Models.forecast(1)),
        new double[][] {{0.5, 1.0}, {0.25, -1.0}, {0.0, 0.0}, {-0.5, 2.0}},
        "prediction");
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void classesAndProbabilitiesAgree(TrainedModel model) throws Exception {
    List<RawRow> rows = SampleModels.rows(model);
    float[] expected = Predictions.rows(model, rows);
    int width = expected.length / rows.size();
    List<String> classes = model.schema().label().classes();
    try (OnnxRun run = new OnnxRun(model)) {
      Map<String, Object> outputs = run.rows(rows);
      float[][] probabilities = (float[][]) outputs.get("probabilities");
      for (int r = 0; r < probabilities.length; r++) {
        float second = expected[r * width + width - 1];
        assertThat(probabilities[r]).hasSize(classes.size());
        assertThat(probabilities[r][classes.size() - 1])
            .isCloseTo(second, within((float) TOLERANCE));
        String label = classes.get(best(probabilities[r]));
        Object found =
            outputs.get("prediction") instanceof long[][] numbers
                ? String.valueOf(numbers[r][0])
                : ((String[][]) outputs.get("prediction"))[r][0];
        assertThat(found).isEqualTo(label);
      }
      // Not all rows are of one class, or the labels would show nothing.
      assertThat(Stream.of(probabilities).map(OnnxModelTest::best).distinct().count())
          .isGreaterThan(1);
    }
  }

  static Stream<TrainedModel> classifiers() {
    LabelColumn texts = LabelColumn.classes("y", List.of("a", "b", "7"), false);
    LabelColumn numbers = LabelColumn.classes("y", List.of("0", "1"), true);
    LabelColumn fractions = LabelColumn.classes("y", List.of("0.5", "1.5"), true);
    Schema schema = SampleModels.mixed(false);
    return Stream.of(
        SampleModels.normalized(
            SampleModels.labelled(schema, texts),
            new CategoricalCrossentropy(),
            Dense.of(3, new Softmax())),
        SampleModels.normalized(
            SampleModels.labelled(schema, numbers),
            new BinaryCrossentropy(),
            Dense.of(1, new Sigmoid())),
        SampleModels.normalized(
            SampleModels.labelled(schema, fractions),
            new CategoricalCrossentropy(),
            Dense.of(2, new Identity())));
  }

  private static int best(float[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }

  @Test
  void probabilitiesOfStepsAgree() throws Exception {
    TrainedModel model = SampleModels.shaken(Models.steps(new SequenceRows("id", "t"), 1));
    assertSequencesAgree(model, null, "probabilities");
  }

  @Test
  void linksOfLossesAgree() throws Exception {
    Schema raw =
        SampleModels.labelled(
            SampleModels.numbers(), LabelColumn.number("count", TargetScaling.NONE));
    rowsAgree(SampleModels.normalized(raw, new Poisson(), Dense.of(1, new Identity())));
    LabelColumn own = LabelColumn.numbers(List.of("rooms", "age", "tax"), TargetScaling.NONE);
    Schema visible =
        new Schema(
            List.of(
                NumericColumn.of("rooms", 0.5, 0.01, 0.0, 1.0, 0),
                NumericColumn.of("age", 0.5, 0.01, 0.0, 1.0, 0),
                NumericColumn.of("tax", 0.5, 0.01, 0.0, 1.0, 0)),
            own);
    rowsAgree(
        SampleModels.model(
            visible, new ReconstructionCrossentropy(), NetworkSpec.of(new Rbm(4, 1))));
  }

  @ParameterizedTest
  @EnumSource(Hopfield.Storage.class)
  void recalledPatternsAndTheirEnergiesAgree(Hopfield.Storage storage) throws Exception {
    int units = 11;
    List<String> names = IntStream.range(0, units).mapToObj(i -> "p" + i).toList();
    List<FeatureColumn> signs = new ArrayList<>();
    names.forEach(name -> signs.add(NumericColumn.of(name, 0.0, 1.0, -1.0, 1.0, 0)));
    Schema schema = new Schema(signs, LabelColumn.numbers(names, TargetScaling.NONE));
    Hopfield memory = new Hopfield(storage, 3, 5);
    TrainedModel empty = SampleModels.model(schema, memory.loss(), NetworkSpec.of(memory));
    float[] weights = empty.weights().clone();
    Random random = new Random(2);
    for (int i = 0; i < units; i++) {
      for (int j = 0; j <= i; j++) {
        weights[i * units + j] = (float) random.nextGaussian();
        weights[j * units + i] = weights[i * units + j];
      }
    }
    TrainedModel model = new TrainedModel(schema, empty.spec(), weights, Map.of());
    List<RawRow> rows = SampleModels.rows(schema, 40, 6);
    Predictor predictor = new Predictor(schema, model.spec(), weights, rows.size());
    for (int r = 0; r < rows.size(); r++) {
      predictor.set(r, rows.get(r));
    }
    predictor.predict(rows.size());
    float[] energies = new float[rows.size()];
    for (int r = 0; r < energies.length; r++) {
      energies[r] = predictor.energies().get(r, 0);
    }
    try (OnnxRun run = new OnnxRun(model)) {
      Map<String, Object> outputs = run.rows(rows);
      assertClose(model, (float[][]) outputs.get("prediction"), Predictions.rows(model, rows));
      assertClose(model, (float[][]) outputs.get("energy"), energies);
    }
  }

  @Test
  void everyKindOfTheCatalogueIsTriedHere() {
    List<String> tried =
        new ArrayList<>(List.of("rbm", "hopfield", "graph_pool", "dot_product", "edge_dropout"));
    tried.addAll(OVER_TIME);
    tried.addAll(EVERYWHERE);
    tried.addAll(FIRST);
    tried.addAll(OnnxGraphsTest.ALONG_EDGES);
    assertThat(tried).hasSameElementsAs(Layers.CATALOGUE.names());
  }

  @Test
  void whatOnnxCannotSayIsRefusedByName() {
    SimpleRnn rnn = new SimpleRnn(4, new Step(), true, 0.0, 0.0, new GlorotUniform(), new Normal());
    assertRefused(SampleModels.over(true, rnn), "layer 'simple_rnn_1'", "activation step");
  }

  private static void assertRefused(TrainedModel model, String... parts) {
    assertThatThrownBy(() -> OnnxModel.of(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(parts);
  }

  private static void assertSequencesAgree(TrainedModel model, double[][] base, String output)
      throws OrtException, IOException {
    List<List<RawRow>> sequences = SampleModels.sequences(model);
    float[] expected = Predictions.sequences(model, sequences, base);
    try (OnnxRun run = new OnnxRun(model)) {
      Object found = run.sequences(sequences, base).get(output);
      List<float[]> rows = new ArrayList<>();
      for (int s = 0; s < sequences.size(); s++) {
        if (found instanceof float[][][] steps) {
          // Those of padding say nothing.
          rows.addAll(List.of(steps[s]).subList(0, sequences.get(s).size()));
        } else {
          rows.add(((float[][]) found)[s]);
        }
      }
      assertClose(model, rows.toArray(new float[0][]), expected);
    }
  }

  private static void assertClose(TrainedModel model, float[][] found, float[] expected) {
    int at = 0;
    for (float[] row : found) {
      for (float value : row) {
        double wanted = expected[at++];
        assertThat((double) value)
            .as("%s", model.spec().network())
            .isCloseTo(wanted, within(TOLERANCE * Math.max(1.0, Math.abs(wanted))));
      }
    }
    assertThat(at).isEqualTo(expected.length);
  }
}
