package io.ganglion.exchange.keras;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.Sequences;
import io.ganglion.data.Shape;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.Poisson;
import io.ganglion.loss.ReconstructionCrossentropy;
import io.ganglion.model.ModelException;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.train.ModelSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Sequential model from a HDF5 file of Keras. Its last activation tells what it predicts: softmax
 * classes, sigmoid of one output two classes, exponential a rate, anything else numbers.
 */
public final class KerasImport {
  private static final int MOST_COLUMNS_WITHOUT_WEIGHTS = 1 << 12;

  private final String name;
  private final KerasFile file;
  private final ImportedColumns names;
  private final Problems problems = new Problems();
  private final ImportedParameters parameters = new ImportedParameters();
  private final ImportedLayers forms = new ImportedLayers(parameters);
  private final List<LayerEntry> entries = new ArrayList<>();
  private final List<Section> behind = new ArrayList<>();
  private ImportedStages stages;
  private boolean sequences;
  private int width;

  private KerasImport(String name, KerasFile file, ImportedColumns names) {
    this.name = name;
    this.file = file;
    this.names = names;
  }

  /**
   * Reads a file.
   *
   * @param name for messages
   * @param names of the columns of the table that it will predict for
   * @throws ModelException naming everything in it that isn't as expected or that Ganglion doesn't
   *     have
   */
  public static TrainedModel read(String name, Path file, ImportedColumns names) {
    try {
      return read(name, KerasFile.read(name, file), names);
    } catch (ConfigException e) {
      throw new ModelException(name + ": " + e.getMessage(), e);
    }
  }

  /** Makes a model of what a file holds. */
  static TrainedModel read(String name, KerasFile file, ImportedColumns names) {
    try {
      return new KerasImport(name, file, names).model();
    } catch (ConfigException | NetworkException | IllegalArgumentException e) {
      throw new ModelException(name + ": " + e.getMessage(), e);
    }
  }

  private TrainedModel model() {
    Section model = Section.of("model_config", file.config(), problems);
    problems.throwIfAny();
    if (!"Sequential".equals(model.text("class_name", ""))) {
      throw new ModelException(
          name + ": expected a Sequential model, found " + model.text("class_name", "no class"));
    }
    List<Section> layers = layers(model.section("config"));
    shape(layers);
    problems.throwIfAny();
    stages = new ImportedStages(parameters, width);
    layers.forEach(this::add);
    problems.throwIfAny();
    return built();
  }

  private List<Section> layers(Section config) {
    List<Section> layers = new ArrayList<>();
    List<Object> items = config.items("layers");
    for (int i = 0; i < items.size(); i++) {
      String path = config.path("layers") + "[" + i + "]";
      Section layer = Section.of(path, items.get(i), problems);
      if (layer != null) {
        layers.add(layer);
      }
    }
    return layers;
  }

  /** The first layer says what comes in: rows, or sequences of any length. */
  private void shape(List<Section> layers) {
    if (layers.isEmpty()) {
      problems.add("model_config.config.layers", "expected at least one layer, found none");
      return;
    }
    Section config = layers.get(0).section("config");
    // Keras 2 has a name of its own for it.
    Object shape =
        config.has("batch_shape") ? config.value("batch_shape") : config.value("batch_input_shape");
    if (shape instanceof List<?> sizes
        && (sizes.size() == 2 || sizes.size() == 3)
        && sizes.get(sizes.size() - 1) instanceof Integer features
        && features > 0) {
      checkWidth(config, features);
      width = features;
      sequences = sizes.size() == 3;
    } else {
      config.problem(
          "batch_shape", "expected [null, columns] or [null, steps, columns], found " + shape);
    }
  }

  /** Nothing is made for columns that only a number in the file claims. */
  private void checkWidth(Section config, int features) {
    long numbers =
        file.weights().values().stream().flatMap(List::stream).mapToLong(KerasWeight::size).sum();
    long most = Math.max(MOST_COLUMNS_WITHOUT_WEIGHTS, numbers);
    if (features > most) {
      config.problem(
          "batch_shape",
          "expected at most %d columns in a file with %d weights, found %d"
              .formatted(most, numbers, features));
    }
  }

  private void add(Section layer) {
    String kind = layer.text("class_name", "");
    Section config = layer.section("config");
    String title = config.text("name", "");
    List<KerasWeight> weights = file.weights().getOrDefault(title, List.of());
    boolean leading = entries.stream().allMatch(entry -> stage(entry.spec().kind()));
    boolean exponential =
        kind.equals("Activation") && "exponential".equals(config.value("activation"));
    if (kind.equals("InputLayer") || kind.equals("Masking")) {
      // Sequences end where their rows do, so that none needs a mask.
      return;
    }
    if (kind.equals("Normalization") && leading) {
      entries.add(stages.normalization(title, config, weights));
    } else if (kind.equals("Rescaling") && leading) {
      entries.add(stages.rescaling(title, config));
    } else if (exponential || (kind.equals("Rescaling") && behind.isEmpty())) {
      behind.add(layer);
    } else if (!behind.isEmpty()) {
      problems.add(layer.path(), "expected nothing behind " + behind.get(0).path());
    } else {
      LayerEntry entry = forms.read(kind, title, config, weights);
      if (entry == null) {
        layer.problem(
            "class_name",
            "Ganglion has no layer " + kind + "; it can read " + String.join(", ", forms.kinds()));
      } else {
        entries.add(entry);
      }
    }
  }

  private static boolean stage(String kind) {
    return kind.equals("normalization") || kind.equals("rescaling");
  }

  private TrainedModel built() {
    NetworkSpec network = new NetworkSpec(entries);
    Columns columns = schema(LabelColumn.number("y", TargetScaling.NONE), false).columns();
    // Without a link in the loss the network is bound as it stands.
    Network bound = Network.bind(network, columns, new MeanSquaredError());
    parameters.check(bound, problems);
    problems.throwIfAny();
    Shape output = bound.output();
    Loss loss = loss(output.features());
    Schema schema = schema(label(loss, output.features()), output instanceof Shape.Sequence);
    ModelSpec spec =
        new ModelSpec(network, schema.columns(), loss, List.of(), schema.label().scaling());
    problems.throwIfAny();
    float[] weights = parameters.flat(spec.bind());
    return new TrainedModel(schema, spec, weights, Map.of("name", name));
  }

  private Loss loss(int outputs) {
    boolean exponential =
        behind.size() == 1 && behind.get(0).text("class_name", "").equals("Activation");
    if (exponential) {
      return new Poisson();
    }
    String last = entries.get(entries.size() - 1).spec().finalActivation();
    if ("softmax".equals(last)) {
      return new CategoricalCrossentropy();
    }
    if (!"sigmoid".equals(last)) {
      return new MeanSquaredError();
    }
    return outputs == 1 && behind.isEmpty()
        ? new BinaryCrossentropy()
        : new ReconstructionCrossentropy();
  }

  private LabelColumn label(Loss loss, int outputs) {
    if (loss.target() == Loss.Target.NUMBERS) {
      if (!behind.isEmpty() && !(loss instanceof Poisson)) {
        stages.scaling(behind.get(0).section("config"), outputs, behind.size() > 1);
      }
      return LabelColumn.numbers(names.labels(outputs), stages.scaling());
    }
    if (!behind.isEmpty()) {
      problems.add(behind.get(0).path(), "expected nothing behind the probabilities of classes");
    }
    List<String> classes = names.classes(Math.max(2, outputs));
    boolean numbers = classes.stream().allMatch(label -> label.matches("-?\\d{1,18}"));
    return LabelColumn.classes(names.labels(1).get(0), classes, numbers);
  }

  private Schema schema(LabelColumn label, boolean labelPerStep) {
    List<String> features = names.features(width);
    List<FeatureColumn> columns = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      Columns.Moments moments = stages.moments().get(c);
      double mean = moments.mean();
      columns.add(new NumericColumn(features.get(c), mean, moments.variance(), mean, mean, 0, 0.0));
    }
    Sequences steps =
        sequences ? new Sequences(new SequenceRows(names.id(), names.order()), labelPerStep) : null;
    return new Schema(columns, label, null, List.of(), steps, null);
  }
}
