package io.ganglion.api;

import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.Sequences;
import io.ganglion.data.Shape;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What training examples tell of their columns. */
final class LearnedSchema {
  private static final String LABEL = "y";

  private LearnedSchema() {}

  /**
   * The schema of training examples.
   *
   * @param output of the network
   * @param standardized whether target numbers are learned less their mean, by their deviation,
   *     where the loss doesn't take them as they are
   */
  static Schema of(Input input, Examples examples, Loss loss, Shape output, boolean standardized) {
    List<FeatureColumn> columns = new ArrayList<>();
    for (int c = 0; c < input.columns().size(); c++) {
      columns.add(described(input.columns().get(c), examples.size(), examples::steps, c));
    }
    boolean scaled = standardized && loss.leastTarget() == Double.NEGATIVE_INFINITY;
    LabelColumn label = label(examples, loss, output.features(), scaled);
    return of(input, columns, label, output);
  }

  /** The schema of columns that are known, with another label. */
  static Schema of(Input input, List<FeatureColumn> columns, LabelColumn label, Shape output) {
    Sequences sequences =
        input.sequence()
            ? new Sequences(new SequenceRows("id", "t"), output instanceof Shape.Sequence)
            : null;
    return new Schema(columns, label, null, List.of(), sequences, null);
  }

  private static LabelColumn label(
      Examples examples, Loss loss, int outputs, boolean standardized) {
    if (loss.target() != Loss.Target.NUMBERS) {
      int classes = loss.target() == Loss.Target.BINARY ? 2 : outputs;
      List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
      return LabelColumn.classes(LABEL, names, true);
    }
    List<String> names = outputs == 1 ? List.of(LABEL) : Input.numbered(LABEL, outputs);
    if (!standardized) {
      return LabelColumn.numbers(names, TargetScaling.NONE);
    }
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      NumericColumn column =
          described(names.get(i), examples.size(), e -> new float[][] {examples.values[e]}, i);
      means.add(column.mean());
      // Without variance it is only centred.
      deviations.add(column.variance() <= 0.0 ? 1.0 : Math.sqrt(column.variance()));
    }
    return LabelColumn.numbers(names, new TargetScaling(means, deviations));
  }

  /** The rows of an example. */
  @FunctionalInterface
  private interface Rows {
    float[][] of(int example);
  }

  /** Mean and population variance in two passes, as the second then loses nothing. */
  private static NumericColumn described(String name, int examples, Rows rows, int column) {
    double sum = 0.0;
    long count = 0;
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    for (int e = 0; e < examples; e++) {
      for (float[] row : rows.of(e)) {
        sum += row[column];
        minimum = Math.min(minimum, row[column]);
        maximum = Math.max(maximum, row[column]);
        count++;
      }
    }
    double mean = sum / count;
    double squares = 0.0;
    for (int e = 0; e < examples; e++) {
      for (float[] row : rows.of(e)) {
        squares += (row[column] - mean) * (row[column] - mean);
      }
    }
    return NumericColumn.of(name, mean, squares / count, minimum, maximum, 0);
  }
}
