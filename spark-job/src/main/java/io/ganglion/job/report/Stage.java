package io.ganglion.job.report;

import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.job.report.ReportData.LayerFacts;
import io.ganglion.network.LayerInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of neurons in the picture of a network: the input, or a layer that mixes its inputs.
 *
 * @param name of the layer
 * @param detail below it, for example {@code relu}; may be empty
 * @param units the number of neurons
 * @param labels one a neuron; empty where they have no names
 * @param notes the layers that follow and keep each neuron to itself, such as dropout
 */
record Stage(String name, String detail, int units, List<String> labels, List<String> notes) {

  /** Whether the layers stand in one line, without any inside another. */
  static boolean inLine(List<LayerFacts> layers) {
    return layers.stream().allMatch(layer -> layer.info().depth() == 1);
  }

  /** The stages of layers that stand in one line, the input first. */
  static List<Stage> of(List<LayerFacts> layers, Schema schema) {
    List<String> inputs = inputLabels(schema);
    List<Stage> stages = new ArrayList<>();
    stages.add(new Stage("input", "columns", inputs.size(), inputs, new ArrayList<>()));
    for (LayerFacts layer : layers) {
      LayerInfo info = layer.info();
      Stage before = stages.get(stages.size() - 1);
      int units = info.output().features();
      // What comes first may see but a part of the columns: normalization only the numbers.
      boolean ofInput = stages.size() == 1;
      if (info.trainable() == 0 && (ofInput || units == before.units())) {
        before.notes().add((info.kind() + " " + layer.detail()).strip());
      } else {
        stages.add(new Stage(info.name(), layer.detail(), units, List.of(), new ArrayList<>()));
      }
    }
    Stage last = stages.remove(stages.size() - 1);
    List<String> labels = stages.isEmpty() ? last.labels() : outputLabels(schema, last.units());
    stages.add(new Stage(last.name(), last.detail(), last.units(), labels, last.notes()));
    return stages;
  }

  /** The number of columns that a network gets to see, categories and vectors counted once. */
  static int inputs(Schema schema) {
    return inputLabels(schema).size();
  }

  private static List<String> inputLabels(Schema schema) {
    List<String> labels = new ArrayList<>();
    schema.numbers().forEach(number -> labels.add(number.name()));
    schema.numbers().stream()
        .filter(NumericColumn::flagged)
        .forEach(feature -> labels.add(feature.name() + " missing"));
    schema.categories().forEach(column -> labels.add(column.name()));
    if (schema.sparseWidth() > 0) {
      labels.add(schema.vector().name());
    }
    return labels;
  }

  private static List<String> outputLabels(Schema schema, int units) {
    List<String> classes = schema.label().classes();
    if (classes.size() == units) {
      return classes;
    }
    List<String> names = schema.label().names();
    return names.size() == units ? names : List.of();
  }
}
