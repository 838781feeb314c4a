package io.ganglion.exchange.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Json;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.TargetScaling;
import io.ganglion.exchange.Predictions;
import io.ganglion.exchange.SampleModels;
import io.ganglion.layer.Activation;
import io.ganglion.layer.ActivationLayer;
import io.ganglion.layer.AttentionPooling;
import io.ganglion.layer.BatchNormalization;
import io.ganglion.layer.Bidirectional;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Elu;
import io.ganglion.layer.Embedding;
import io.ganglion.layer.Gelu;
import io.ganglion.layer.GlorotUniform;
import io.ganglion.layer.Gru;
import io.ganglion.layer.Identity;
import io.ganglion.layer.LayerNormalization;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.MaxOverTime;
import io.ganglion.layer.MeanOverTime;
import io.ganglion.layer.Normal;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Relu;
import io.ganglion.layer.Rescaling;
import io.ganglion.layer.Residual;
import io.ganglion.layer.Sigmoid;
import io.ganglion.layer.SimpleRnn;
import io.ganglion.layer.Softmax;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.Poisson;
import io.ganglion.model.ModelException;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.testing.Models;
import io.ganglion.testing.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keras opens our files and predicts what Ganglion does. */
final class KerasModelTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  /** What a Sequential model of Keras has no layer for. */
  private static boolean refused(LayerSpec sample) {
    String text = sample.toString();
    return text.contains("Step[") || text.contains("approximate=true");
  }

  static List<TrainedModel> rowModels() {
    List<TrainedModel> models = new ArrayList<>();
    for (String kind :
        List.of(
            "dense",
            "activation",
            "dropout",
            "gaussian_dropout",
            "gaussian_noise",
            "batch_normalization",
            "layer_normalization")) {
      for (LayerSpec sample : SampleModels.samples(kind)) {
        if (!refused(sample)) {
          models.add(
              SampleModels.over(
                  false,
                  new Normalization(),
                  new Rescaling(0.5, -1.0),
                  Dense.of(4, new Tanh()),
                  sample));
        }
      }
    }
    Schema mixed = SampleModels.mixed(true);
    models.add(
        SampleModels.normalized(
            mixed, new MeanSquaredError(), new Rescaling(0.5, 0.0), Dense.of(2, new Identity())));
    models.add(
        SampleModels.normalized(
            SampleModels.labelled(mixed, LabelColumn.classes("y", List.of("a", "b", "c"), false)),
            new CategoricalCrossentropy(),
            Dense.of(5, new Relu()),
            Dense.of(3, new Softmax())));
    models.add(
        SampleModels.normalized(
            SampleModels.labelled(
                SampleModels.numbers(), LabelColumn.classes("y", List.of("a", "b"), false)),
            new BinaryCrossentropy(),
            Dense.of(1, new Sigmoid())));
    models.add(
        SampleModels.normalized(
            SampleModels.labelled(
                SampleModels.numbers(), LabelColumn.number("count", TargetScaling.NONE)),
            new Poisson(),
            Dense.of(1, new Identity())));
    return models;
  }

  static List<TrainedModel> sequenceModels() {
    List<TrainedModel> models = new ArrayList<>();
    SimpleRnn relu =
        new SimpleRnn(4, new Elu(1.0), true, 0.1, 0.2, new GlorotUniform(), new Normal());
    List<LayerSpec> recurrent = new ArrayList<>(List.of(relu));
    for (String kind : List.of("simple_rnn", "lstm", "gru")) {
      recurrent.addAll(SampleModels.samples(kind));
    }
    for (LayerSpec layer : recurrent) {
      models.add(SampleModels.over(true, new Normalization(), layer));
      for (Bidirectional.Merge merge : Bidirectional.Merge.values()) {
        LayerSpec both = new Bidirectional(LayerEntry.of(layer), merge);
        models.add(SampleModels.over(true, new Normalization(), both));
      }
    }
    for (LayerSpec sample : SampleModels.samples("activation")) {
      Activation function = ((ActivationLayer) sample).function();
      if (KerasActivations.name(function) != null && !function.needsInput()) {
        models.add(
            SampleModels.over(
                true,
                new SimpleRnn(3, function, true, 0.0, 0.0, new GlorotUniform(), new Normal())));
      }
    }
    for (String kind : List.of("simple_rnn", "lstm", "gru")) {
      models.addAll(stacked(SampleModels.samples(kind).get(1), SampleModels.samples(kind).get(0)));
    }
    models.add(SampleModels.over(true, new Normalization(), Gru.of(3, true), new MeanOverTime()));
    models.add(SampleModels.over(true, Lstm.of(3, true), new MaxOverTime()));
    return models;
  }

  /** Classes, two of which have one output, behind two recurrent layers of either kind. */
  private static List<TrainedModel> stacked(LayerSpec steps, LayerSpec last) {
    Schema schema =
        SampleModels.sequences(SampleModels.numbers(), new SequenceRows("id", "t"), false);
    return List.of(
        SampleModels.normalized(
            SampleModels.labelled(schema, LabelColumn.classes("y", List.of("a", "b", "c"), false)),
            new CategoricalCrossentropy(),
            new Dropout(0.2),
            steps,
            LayerNormalization.defaults(),
            last,
            Dense.of(3, new Softmax())),
        SampleModels.normalized(
            SampleModels.labelled(schema, LabelColumn.classes("y", List.of("a", "b"), false)),
            new BinaryCrossentropy(),
            Bidirectional.of(steps),
            BatchNormalization.defaults(),
            Bidirectional.of(last),
            Dense.of(1, new Sigmoid())));
  }

  @Test
  void kerasPredictsTheSame() throws Exception {
    Python.assumeHasKeras();
    List<float[]> expected = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<TrainedModel> models = new ArrayList<>(rowModels());
    models.addAll(sequenceModels());
    for (TrainedModel model : models) {
      names.add("model%03d".formatted(names.size()));
      Path file = folder.resolve(names.get(names.size() - 1) + ".h5");
      KerasModel.of(model).write(file);
      Object rows;
      if (model.schema().sequences() == null) {
        List<RawRow> raw = SampleModels.rows(model);
        rows = Predictions.wide(model.schema(), raw);
        expected.add(Predictions.rows(model, raw));
      } else {
        List<List<RawRow>> raw = sequences(model);
        rows = Predictions.padded(model.schema(), raw, KerasModel.PADDING);
        expected.add(Predictions.sequences(model, raw));
      }
      Files.writeString(
          file.resolveSibling(names.get(names.size() - 1) + ".json"), Json.write(rows));
    }
    Python.script(Path.of("src/test/resources/keras/predict.py"), folder);
    for (int m = 0; m < names.size(); m++) {
      byte[] json = Files.readAllBytes(folder.resolve(names.get(m) + ".out.json"));
      TrainedModel model = models.get(m);
      List<Double> found = new ArrayList<>();
      List<?> outputs = (List<?>) Json.read("outputs", json);
      if (model.schema().sequences() != null && model.schema().sequences().labelPerStep()) {
        // Those of padding say nothing.
        List<List<RawRow>> raw = sequences(model);
        for (int s = 0; s < raw.size(); s++) {
          Predictions.flatten(((List<?>) outputs.get(s)).subList(0, raw.get(s).size()), found);
        }
      } else {
        Predictions.flatten(outputs, found);
      }
      assertThat(found).as("%s", model.spec()).hasSize(expected.get(m).length);
      for (int i = 0; i < found.size(); i++) {
        double value = expected.get(m)[i];
        assertThat(found.get(i))
            .as("%s", model.spec())
            .isCloseTo(value, within(TOLERANCE * Math.max(1.0, Math.abs(value))));
      }
    }
  }

  /** A layer of Keras that takes the largest step does not know which ones are padding. */
  private static List<List<RawRow>> sequences(TrainedModel model) {
    List<List<RawRow>> all = SampleModels.sequences(model);
    return model.spec().network().toString().contains("MaxOverTime") ? all.subList(1, 2) : all;
  }

  @Test
  void whatKerasHasNoLayerForIsRefusedByName() {
    assertRefused(SampleModels.over(false, Embedding.of(2)), "embedding_1");
    LayerEntry tanh = LayerEntry.of(Dense.of(4, new Tanh()));
    assertRefused(SampleModels.over(false, new Residual(List.of(tanh))), "residual_1");
    assertRefused(SampleModels.over(true, new AttentionPooling(2)), "attention_pooling_1");
    assertRefused(
        SampleModels.over(true, Bidirectional.of(new MeanOverTime())), "forward_mean_over_time_1");
    assertRefused(
        SampleModels.over(false, Dense.of(2, new Gelu(true))), "dense_1", "approximate=true");
    assertRefused(Models.forecast(1), "differences");
    assertRefused(Models.graph(false, 1), "graphs");
  }

  private static void assertRefused(TrainedModel model, String... parts) {
    assertThatThrownBy(() -> KerasModel.of(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void theColumnsOfTheInputAreNamed() {
    TrainedModel model =
        SampleModels.normalized(
            SampleModels.mixed(true), new MeanSquaredError(), Dense.of(2, new Identity()));
    assertThat(KerasModel.of(model).inputs())
        .startsWith("rooms", "age", "tax", "year - 1700000.5", "missing age", "missing year")
        .contains("words[4]", "color=red", "shape=2.5")
        .hasSize(model.schema().columns().width());
  }
}
