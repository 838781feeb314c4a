package io.ganglion.exchange.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.api.Examples;
import io.ganglion.api.FitOptions;
import io.ganglion.api.Model;
import io.ganglion.config.Json;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.exchange.Predictions;
import io.ganglion.exchange.SampleModels;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.model.LocalFolder;
import io.ganglion.model.ModelException;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.TrainedModel;
import io.ganglion.testing.Python;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of Keras become models that predict the same; files that are not whole are refused. */
final class KerasImportTest {
  private static final Path SAVED_BY_KERAS = Path.of("src/test/resources/keras");

  @TempDir Path folder;

  private static TrainedModel imported(Path file) {
    return KerasImport.read(file.getFileName().toString(), file, ImportedColumns.defaults());
  }

  private static RawRow row(Schema schema, List<?> values) {
    RawRow row = new RawRow(schema);
    for (int i = 0; i < row.numbers.length; i++) {
      row.numbers[i] = ((Number) values.get(i)).doubleValue();
    }
    return row;
  }

  private static float[] predictions(TrainedModel model, List<?> rows) {
    if (model.schema().sequences() == null) {
      List<RawRow> raw = new ArrayList<>();
      rows.forEach(row -> raw.add(row(model.schema(), (List<?>) row)));
      return Predictions.rows(model, raw);
    }
    List<List<RawRow>> raw = new ArrayList<>();
    for (Object sequence : rows) {
      List<RawRow> steps = new ArrayList<>();
      ((List<?>) sequence).forEach(step -> steps.add(row(model.schema(), (List<?>) step)));
      raw.add(steps);
    }
    return Predictions.sequences(model, raw);
  }

  private static void assertClose(String name, float[] found, List<Double> expected) {
    assertThat(found).as(name).hasSize(expected.size());
    for (int i = 0; i < found.length; i++) {
      double value = expected.get(i);
      assertThat((double) found[i])
          .as(name)
          .isCloseTo(value, within(1e-5 * Math.max(1.0, Math.abs(value))));
    }
  }

  private static void assertPredictsTheSame(Path folder, String name) throws IOException {
    TrainedModel model = imported(folder.resolve(name + ".h5"));
    byte[] json = Files.readAllBytes(folder.resolve(name + ".json"));
    Map<?, ?> saved = (Map<?, ?>) Json.read(name, json);
    List<Double> expected = new ArrayList<>();
    Predictions.flatten(saved.get("predictions"), expected);
    assertThat(expected).as(name).isNotEmpty();
    assertClose(name, predictions(model, (List<?>) saved.get("rows")), expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"regression", "binary", "classes", "recurrent", "steps"})
  void aFileThatKerasWrotePredictsTheSame(String name) throws IOException {
    assertPredictsTheSame(SAVED_BY_KERAS, name);
  }

  /** Each recurrent layer, in one direction and in both, and each activation, among others. */
  @Test
  void filesThatTheInstalledKerasWritesPredictTheSame() throws Exception {
    Python.assumeHasKeras();
    Python.script(SAVED_BY_KERAS.resolve("make_files.py"), folder);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.h5")) {
      files.forEach(file -> names.add(file.getFileName().toString().replace(".h5", "")));
    }
    assertThat(names).contains("regression", "lstm_classes", "gru_binary", "activation_silu");
    for (String name : names) {
      assertPredictsTheSame(folder, name);
    }
  }

  @Test
  void anImportedModelLearnsOnFromTheWeightsThatCame() throws IOException {
    TrainedModel came = imported(SAVED_BY_KERAS.resolve("classes.h5"));
    ModelFiles.write(new LocalFolder(folder.resolve("model")), came);
    Model model = Model.load(folder.resolve("model"));
    float[][] x = {{6f, 70f, 0f}, {5f, 40f, 0.5f}, {8f, 99f, -0.5f}, {4f, 10f, 0.25f}};
    Examples examples = Examples.of(x, new int[] {0, 1, 2, 1});
    double before = model.evaluate(examples).loss();
    FitOptions options = FitOptions.defaults().batchSize(4).seed(1);

    model.compile("categorical_crossentropy", "sgd: {learningRate: 1.0e-9}");
    model.fit(examples, options.epochs(1));
    assertThat(model.evaluate(examples).loss()).isCloseTo(before, within(1e-6));
    model.compile("categorical_crossentropy", "sgd: {learningRate: 0.1}");
    model.fit(examples, options.epochs(100));
    assertThat(model.evaluate(examples).loss()).isLessThan(before / 2);
  }

  static List<TrainedModel> ours() {
    List<TrainedModel> models = new ArrayList<>(KerasModelTest.rowModels());
    models.addAll(KerasModelTest.sequenceModels());
    return models;
  }

  @ParameterizedTest
  @MethodSource("ours")
  void whatWeWroteComesBack(TrainedModel model) {
    Path file = folder.resolve("ours.h5");
    KerasModel.of(model).write(file);
    TrainedModel back = imported(file);
    List<Double> expected = new ArrayList<>();
    List<?> rows;
    if (model.schema().sequences() == null) {
      List<RawRow> raw = SampleModels.rows(model);
      rows = Predictions.wide(model.schema(), raw);
      for (float value : Predictions.rows(model, raw)) {
        expected.add((double) value);
      }
    } else {
      List<List<RawRow>> raw = SampleModels.sequences(model);
      rows = raw.stream().map(sequence -> Predictions.wide(model.schema(), sequence)).toList();
      for (float value : Predictions.sequences(model, raw)) {
        expected.add((double) value);
      }
    }
    assertClose(model.spec().toString(), predictions(back, rows), expected);
    assertThat(back.spec().loss()).isEqualTo(model.spec().loss());
  }

  @Test
  void theLastActivationTellsWhatIsPredicted() {
    TrainedModel classes = imported(SAVED_BY_KERAS.resolve("classes.h5"));
    assertThat(classes.spec().loss()).isEqualTo(new CategoricalCrossentropy());
    assertThat(classes.schema().label().classes()).containsExactly("0", "1", "2");
    assertThat(classes.schema().label().numericClasses()).isTrue();
    TrainedModel binary = imported(SAVED_BY_KERAS.resolve("binary.h5"));
    assertThat(binary.spec().loss()).isEqualTo(new BinaryCrossentropy());
    assertThat(binary.schema().label().classes()).containsExactly("0", "1");
    TrainedModel regression = imported(SAVED_BY_KERAS.resolve("regression.h5"));
    assertThat(regression.spec().loss()).isEqualTo(new MeanSquaredError());
    assertThat(regression.schema().label().scaling().means()).containsExactly(22.0, -1.0);
    assertThat(imported(SAVED_BY_KERAS.resolve("steps.h5")).schema().sequences().labelPerStep())
        .isTrue();
  }

  @Test
  void columnsTakeTheNamesThatAreGiven() {
    Path file = SAVED_BY_KERAS.resolve("classes.h5");
    List<String> classes = List.of("setosa", "versicolor", "virginica");
    TrainedModel model =
        KerasImport.read(
            "f",
            file,
            new ImportedColumns(List.of("a", "b", "c"), List.of("species"), classes, "id", "t"));
    assertThat(model.schema().numbers().get(2).name()).isEqualTo("c");
    assertThat(model.schema().label()).isEqualTo(LabelColumn.classes("species", classes, false));
    ImportedColumns few = new ImportedColumns(List.of("a", "b"), List.of(), List.of(), "id", "t");
    assertThatThrownBy(() -> KerasImport.read("f", file, few))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("features: expected 3 different names");
  }

  private Path file(String modelClass, Map<?, ?>... layers) {
    return file(modelClass, new float[2][9], layers);
  }

  private Path file(String modelClass, float[][] kernel, Map<?, ?>... layers) {
    Path file = folder.resolve("made.h5");
    List<Object> all = new ArrayList<>();
    all.add(layer("InputLayer", Map.of("batch_shape", Arrays.asList(null, null, 2))));
    all.addAll(List.of(layers));
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      Map<String, Object> tree = Map.of("class_name", modelClass, "config", Map.of("layers", all));
      hdf.putAttribute("model_config", Json.write(tree));
      WritableGroup weights = hdf.putGroup("model_weights");
      weights.putAttribute("layer_names", new String[] {"gru"});
      WritableGroup gru = weights.putGroup("gru");
      gru.putAttribute("weight_names", new String[] {"kernel"});
      gru.putDataset("kernel", kernel);
    }
    return file;
  }

  private static Map<String, Object> layer(String kind, Map<String, Object> config) {
    return Map.of("class_name", kind, "config", config);
  }

  @Test
  void whatGanglionDoesNotHaveIsRefusedByName() {
    assertRefused(file("Functional"), "expected a Sequential model, found Functional");
    assertRefused(
        file("Sequential", layer("Conv1D", Map.of("name", "c"))),
        "layers[1].class_name: Ganglion has no layer Conv1D; it can read Activation");
    Map<String, Object> gru =
        Map.of("name", "gru", "units", 3, "reset_after", false, "go_backwards", true);
    assertRefused(
        file("Sequential", layer("GRU", gru)),
        "reset_after: expected true, found false",
        "go_backwards: expected false, found true",
        "model_weights.gru: expected 3 weights, found 1");
    assertRefused(
        file("Sequential", layer("Dense", Map.of("name", "gru", "units", 1, "activation", "selu"))),
        "activation: found the activation 'selu'");
  }

  @Test
  void sizesThatAreOnlyClaimedAreRefused() {
    Map<String, Object> wide = Map.of("name", "gru", "units", 999_999_999, "use_bias", false);
    assertRefused(
        file("Sequential", layer("Dense", wide)),
        "expected 1999999998 numbers for gru/weight, found 18");
    Map<String, Object> gru = Map.of("name", "gru", "units", 2_000_000_000, "use_bias", false);
    assertRefused(file("Sequential", layer("GRU", gru)), "expected 2 weights, found 1");
    assertRefused(
        file("Sequential", layer("Bidirectional", Map.of("name", "gru"))),
        "class_name: expected SimpleRNN, LSTM or GRU");
  }

  @Test
  void weightsOfAnotherSizeAreRefused() {
    Map<String, Object> dense = Map.of("name", "gru", "units", 4, "use_bias", false);
    assertRefused(
        file("Sequential", layer("Dense", dense)), "expected 8 numbers for gru/weight, found 18");
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() {
    Map<String, Object> dense = Map.of("name", "gru", "units", 1, "use_bias", false);
    float[][] kernel = {{1f}, {Float.NaN}};
    assertRefused(
        file("Sequential", kernel, layer("Dense", dense)),
        "expected finite numbers for gru/weight, found NaN");
  }

  private static void assertRefused(Path file, String... parts) {
    assertThatThrownBy(() -> imported(file))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(file.getFileName().toString())
        .hasMessageContainingAll(parts);
  }

  @Test
  void whatIsNoFileOfKerasIsRefused() throws IOException {
    Path file = folder.resolve("other.h5");
    Files.writeString(file, "no HDF5");
    assertRefused(file, "expected a whole HDF5 file");
    Files.delete(file);
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("numbers", new float[] {1f});
    }
    assertRefused(file, "model_config");
  }
}
