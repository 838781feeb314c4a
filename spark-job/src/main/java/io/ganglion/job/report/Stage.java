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
 * @param time what it does with the steps of sequences
 * @param apart whether each neuron hears only the one at its place in the stage before
 */
record Stage(
    String name,
    String detail,
    int units,
    List<String> labels,
    List<String> notes,
    OverTime time,
    boolean apart) {

  /**
   * Whether the layers stand in one line, without any inside another but for the two directions of
   * a recurrent one.
   */
  static boolean inLine(List<LayerFacts> layers) {
    for (int i = 0; i < layers.size(); i += 1 + OverTime.inside(layers, i)) {
      if (OverTime.inside(layers, i) > 0 && !OverTime.of(layers, i).recurrent()) {
        return false;
      }
    }
    return true;
  }

  /** The stages of layers that stand in one line, the input first. */
  static List<Stage> of(List<LayerFacts> layers, Schema schema) {
    List<String> inputs = inputLabels(schema);
    List<Stage> stages = new ArrayList<>();
    OverTime given = OverTime.ofInput(layers);
    stages.add(
        new Stage(
            "input",
            columns(inputs.size()),
            inputs.size(),
            inputs,
            new ArrayList<>(),
            given,
            false));
    for (int i = 0; i < layers.size(); i += 1 + OverTime.inside(layers, i)) {
      LayerInfo info = layers.get(i).info();
      OverTime time = OverTime.of(layers, i);
      Stage last = stages.get(stages.size() - 1);
      int units = info.output().features();
      boolean same = units == last.units();
      // What comes first may see but a part of the columns: normalization only the numbers.
      if (info.trainable() == 0 && !time.pooled() && (stages.size() == 1 || same)) {
        last.notes().add((info.kind() + " " + layers.get(i).detail()).strip());
      } else {
        boolean apart = time.pooled() && same;
        String detail = layers.get(i).detail();
        stages.add(
            new Stage(info.name(), detail, units, List.of(), new ArrayList<>(), time, apart));
      }
    }
    Stage last = stages.remove(stages.size() - 1);
    List<String> labels = stages.isEmpty() ? last.labels() : outputLabels(schema, last.units());
    stages.add(last.withLabels(labels));
    return stages;
  }

  private Stage withLabels(List<String> others) {
    return new Stage(name, detail, units, others, notes, time, apart);
  }

  /** The stage in words, for those who don't see the picture. */
  String description() {
    String cycles =
        switch (time.cycles().size()) {
          case 0 -> "";
          case 1 -> " with a cycle";
          default -> " with a cycle in each direction";
        };
    return name + " " + units + cycles + (time.pooled() ? " over all steps" : "");
  }

  /** The word for so many columns. */
  static String columns(int count) {
    return count == 1 ? "column" : "columns";
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
