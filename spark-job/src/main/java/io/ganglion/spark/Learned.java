package io.ganglion.spark;

import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes columns and facts of the statistics of a table. */
final class Learned {
  /** How many columns a warning names. */
  private static final int NAMED = 5;

  private final UsedColumns columns;
  private final RowStatistics statistics;
  private final List<String> warnings = new ArrayList<>();

  Learned(UsedColumns columns, RowStatistics statistics) {
    this.columns = columns;
    this.statistics = statistics;
  }

  /**
   * The schema of a training table.
   *
   * @throws DataException if its values cannot be learned from
   */
  Schema schema(Loss.Target target, boolean standardized) {
    ValueCheck.usable(columns, statistics);
    ValueCheck.learnable(columns, statistics);
    LabelColumn label = Labels.learned(columns, statistics, target, standardized);
    Schema schema = new Schema(features(), label);
    warn(schema);
    return schema;
  }

  /**
   * Checks a table for a model that is there.
   *
   * @throws DataException if its values cannot be used
   */
  void check(Schema schema) {
    ValueCheck.usable(columns, statistics);
    if (!schema.label().classes().isEmpty()) {
      Labels.known(columns, statistics, schema.label());
    }
    for (int i = 0; i < columns.features().size(); i++) {
      if (!schema.features().get(i).flagged()) {
        warnImputed(i, statistics.moments.missing[i], "rows");
      }
    }
  }

  /** What the table holds, for people. */
  DataFacts facts(LabelColumn label) {
    int last = columns.features().size();
    boolean classed = !label.classes().isEmpty();
    List<ClassCount> classes = new ArrayList<>();
    for (String name : label.classes()) {
      long[] rows = statistics.classes.getOrDefault(name, new long[2]);
      classes.add(new ClassCount(name, rows[0] + rows[1], rows[1]));
    }
    return new DataFacts(
        columns.table().location(),
        statistics.trainingRows + statistics.heldOutRows,
        statistics.heldOutRows,
        features(),
        classed ? null : column(label.name(), last),
        classes,
        warnings);
  }

  private List<FeatureColumn> features() {
    List<FeatureColumn> features = new ArrayList<>();
    for (int i = 0; i < columns.features().size(); i++) {
      features.add(column(columns.features().get(i).name(), i));
    }
    return features;
  }

  private FeatureColumn column(String name, int i) {
    ColumnMoments moments = statistics.moments;
    if (moments.count[i] == 0) {
      return new FeatureColumn(
          name, Double.NaN, Double.NaN, Double.NaN, Double.NaN, moments.missing[i]);
    }
    double variance =
        moments.constant(i) ? 0.0 : moments.squares[i] / (moments.count[i] + moments.missing[i]);
    return new FeatureColumn(
        name,
        moments.constant(i) ? moments.minimum[i] : moments.mean[i],
        variance,
        moments.minimum[i],
        moments.maximum[i],
        moments.missing[i]);
  }

  private void warn(Schema schema) {
    ColumnMoments moments = statistics.moments;
    List<Integer> constant = new ArrayList<>();
    for (int i = 0; i < columns.features().size(); i++) {
      if (moments.constant(i)) {
        constant.add(i);
      }
      if (moments.missing[i] == 0) {
        warnImputed(i, moments.heldOutMissing[i], "held-out rows");
      }
    }
    warnConstants(constant);
    if (schema.label().classes().isEmpty() && moments.constant(columns.features().size())) {
      warnConstant("label '" + schema.label().name() + "'", columns.features().size());
    }
    for (String name : schema.label().classes()) {
      if (statistics.classes.get(name)[0] == 0) {
        warnings.add("class '" + name + "' has held-out rows but no training row");
      }
    }
  }

  /** One line for all of them: images have many pixels that never change. */
  private void warnConstants(List<Integer> constant) {
    if (constant.size() == 1) {
      int only = constant.get(0);
      warnConstant("column '" + columns.features().get(only).name() + "'", only);
    } else if (!constant.isEmpty()) {
      String some =
          constant.stream()
              .limit(NAMED)
              .map(i -> columns.features().get(i).name())
              .collect(Collectors.joining(", "));
      warnings.add(
          constant.size()
              + " columns hold one and the same value in every training row ("
              + some
              + (constant.size() > NAMED ? ", …" : "")
              + "): nothing can be learned from them");
    }
  }

  private void warnConstant(String what, int i) {
    warnings.add(
        what
            + " is "
            + NumberText.format(statistics.moments.minimum[i])
            + " in every training row: nothing can be learned from it");
  }

  private void warnImputed(int i, long missing, String rows) {
    if (missing > 0) {
      warnings.add(
          "column '"
              + columns.features().get(i).name()
              + "' is missing in "
              + missing
              + " "
              + rows
              + " but in no training row: the training mean stands in");
    }
  }
}
