package io.ganglion.spark.row;

import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import io.ganglion.spark.table.TableSplits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a job says about the columns of its table.
 *
 * @param labels the columns that are predicted, one for a class; empty: the features themselves
 * @param features the columns that predict them, in this order; empty: all others
 * @param exclude columns that are not used
 * @param categorical columns of numbers to take as names; those of texts always are
 * @param weight the column that says how much a row counts; null where each counts 1
 */
public record ColumnRoles(
    List<String> labels,
    List<String> features,
    List<String> exclude,
    List<String> categorical,
    String weight) {
  public ColumnRoles {
    labels = List.copyOf(labels);
    features = List.copyOf(features);
    exclude = List.copyOf(exclude);
    categorical = List.copyOf(categorical);
  }

  /** The same with the columns of the table that a pattern such as {@code pixel*} stands for. */
  public ColumnRoles expanded(Table table) {
    List<String> given = table.matching(features);
    List<String> excluded = table.matching(exclude);
    if (labels.isEmpty() && given.isEmpty()) {
      given = new ArrayList<>(table.columns().stream().map(TableColumn::name).toList());
      given.removeAll(excluded);
      given.remove(weight);
    }
    return new ColumnRoles(
        labels.isEmpty() ? given : table.matching(labels),
        given,
        excluded,
        table.matching(categorical),
        weight);
  }

  /**
   * The features: those that are named, else all columns without a role.
   *
   * @param reserved columns that have a role of another kind
   */
  public List<String> others(Table table, Set<String> reserved) {
    if (!features.isEmpty()) {
      return features;
    }
    List<String> others = new ArrayList<>();
    for (TableColumn column : table.columns()) {
      String name = column.name();
      boolean taken =
          labels.contains(name)
              || exclude.contains(name)
              || reserved.contains(name)
              || name.equals(weight)
              || name.equals(TableSplits.PART);
      if (!taken) {
        others.add(name);
      }
    }
    return others;
  }

  /** Whether the network is to give back the very columns that it reads: an autoencoder. */
  boolean reconstructs() {
    return !features.isEmpty() && labels.equals(features);
  }

  /** One label, and every other column that is not excluded as a feature. */
  public static ColumnRoles of(String label, List<String> features, List<String> exclude) {
    return new ColumnRoles(List.of(label), features, exclude, List.of(), null);
  }
}
