package io.ganglion.exchange.keras;

import io.ganglion.data.Columns;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceWindows;
import io.ganglion.data.SeriesTransform;
import io.ganglion.data.TargetScaling;
import io.ganglion.exchange.NamedLayer;
import io.ganglion.exchange.Parameters;
import io.ganglion.layer.Rescaling;
import io.ganglion.loss.Loss;
import io.ganglion.model.ModelException;
import io.ganglion.model.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as the HDF5 file of a Sequential model of Keras: normalisation, layers, and the way back
 * to the units of the data. Its input is the matrix that the network gets of the columns: numbers,
 * imputed; flags of missing numbers; elements of sparse vectors; a column of zeros and ones for
 * each category. Steps behind the end of a sequence are those whose numbers are all {@link
 * #PADDING}.
 */
public final class KerasModel {
  /** What fills up sequences that are shorter than others. */
  public static final double PADDING = -1e9;

  private final Schema schema;
  private final List<KerasLayer> layers = new ArrayList<>();
  private final int width;

  private KerasModel(TrainedModel model) {
    this.schema = model.schema();
    Columns columns = schema.columns();
    this.width = columns.width();
    if (schema.sequences() != null) {
      add(KerasLayer.of("Masking", "masking", Map.of("mask_value", PADDING)));
    }
    KerasLayers forms = new KerasLayers(new Parameters(model));
    for (NamedLayer layer : NamedLayer.of(model.spec())) {
      if (layer.spec().kind().equals("normalization")) {
        add(forms.normalization(layer, width));
      } else if (layer.spec() instanceof Rescaling rescaling) {
        add(rescaling(layer.name(), rescaling, columns));
      } else {
        forms.of(layer).forEach(this::add);
      }
    }
    addLink(model.spec().loss());
    addScaling(schema.label().scaling());
  }

  /**
   * The model for Keras.
   *
   * @throws ModelException naming the layer that Keras has none for
   */
  public static KerasModel of(TrainedModel model) {
    Schema schema = model.schema();
    if (schema.graphs() != null) {
      throw new ModelException(
          "model: expected rows or sequences, found graphs, which Keras has no layers for: score"
              + " this model with Ganglion");
    }
    boolean differences =
        schema.sequences() != null
            && schema.sequences().form() instanceof SequenceWindows windows
            && windows.transform().stream().anyMatch(SeriesTransform.Difference.class::isInstance);
    if (differences) {
      throw new ModelException(
          "model: expected forecasts of values, found forecasts of differences, which something is"
              + " to be added to: export to onnx, which has an input for it");
    }
    return new KerasModel(model);
  }

  /** Adds a layer, with a line behind its name where another has that. */
  private void add(KerasLayer layer) {
    boolean taken = layers.stream().anyMatch(other -> other.name().equals(layer.name()));
    if (taken) {
      add(layer.named(layer.name() + "_"));
    } else {
      layers.add(layer);
    }
  }

  /** Of the columns of zeros and ones beside the numbers nothing is changed. */
  private KerasLayer rescaling(String name, Rescaling spec, Columns columns) {
    if (columns.categories().isEmpty()) {
      return KerasLayer.of(
          "Rescaling", name, Map.of("scale", spec.scale(), "offset", spec.offset()));
    }
    List<Double> scales = new ArrayList<>(Collections.nCopies(width, 1.0));
    List<Double> offsets = new ArrayList<>(Collections.nCopies(width, 0.0));
    for (int c = 0; c < columns.numeric() + columns.sparse(); c++) {
      scales.set(c, spec.scale());
      offsets.set(c, spec.offset());
    }
    return KerasLayer.of("Rescaling", name, Map.of("scale", scales, "offset", offsets));
  }

  private void addLink(Loss loss) {
    String function =
        switch (loss.link()) {
          case IDENTITY -> null;
          case SIGMOID -> "sigmoid";
          case SOFTMAX -> "softmax";
          case EXPONENTIAL -> "exponential";
        };
    if (function != null) {
      add(KerasLayer.of("Activation", "link", Map.of("activation", function)));
    }
  }

  private void addScaling(TargetScaling scaling) {
    if (!scaling.none()) {
      add(
          KerasLayer.of(
              "Rescaling",
              "units_of_the_data",
              Map.of("scale", scaling.deviations(), "offset", scaling.means())));
    }
    if (scaling.exponential()) {
      add(KerasLayer.of("Activation", "exponential", Map.of("activation", "exponential")));
    }
  }

  /** What each column of the input is. */
  public List<String> inputs() {
    List<String> names = new ArrayList<>();
    for (NumericColumn number : schema.numbers()) {
      String offset = number.offset() == 0.0 ? "" : " - " + number.offset();
      names.add(number.name() + offset);
    }
    schema.numbers().stream()
        .filter(NumericColumn::flagged)
        .forEach(number -> names.add("missing " + number.name()));
    for (int i = 0; i < schema.sparseWidth(); i++) {
      names.add(schema.vector().name() + "[" + i + "]");
    }
    schema
        .categories()
        .forEach(
            category ->
                category.values().forEach(value -> names.add(category.name() + "=" + value)));
    return names;
  }

  /** What a user of the file must know. */
  public List<String> warnings() {
    return layers.stream()
        .filter(layer -> layer.kind().equals("GlobalMaxPooling1D"))
        .map(
            layer ->
                layer.name()
                    + ": Keras' GlobalMaxPooling1D takes no account of padding: give it sequences"
                    + " of one length at a time")
        .toList();
  }

  /** Writes the file. */
  public void write(Path file) {
    KerasHdf5.write(file, config(), layers);
  }

  private Map<String, Object> config() {
    List<Object> all = new ArrayList<>();
    List<Object> shape =
        schema.sequences() == null ? Arrays.asList(null, width) : Arrays.asList(null, null, width);
    all.add(KerasLayer.of("InputLayer", "columns", Map.of("batch_shape", shape)).tree());
    layers.forEach(layer -> all.add(layer.tree()));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", "ganglion");
    config.put("layers", all);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("class_name", "Sequential");
    tree.put("config", config);
    return tree;
  }
}
