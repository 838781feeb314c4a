package io.ganglion.spark.sequence;

import io.ganglion.data.Schema;
import io.ganglion.data.Sequences;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads sequences from the tables of one form. */
public abstract sealed class SequenceReader
    permits GatheredRows, GatheredColumns, TokenWords, WindowTable {
  /** What to do where a table has no sequence; null where it has no rows either. */
  String ifNone() {
    return null;
  }

  /** The features of a step that a table has, by their names, but for the label's own past. */
  abstract List<String> features(Table table, ColumnRoles roles);

  /** The outputs that predict the labels of a table. */
  List<String> labels(List<String> labels) {
    return labels;
  }

  /** Whether the form makes a feature of this name of other columns. */
  boolean made(String name) {
    return false;
  }

  /** The columns of the source that the form names, with the key that names each. */
  abstract List<NamedColumn> named();

  /**
   * A column that a form names.
   *
   * @param key of the form
   * @param column name or pattern
   */
  record NamedColumn(String key, String column) {}

  /**
   * Checks that a table has all columns that form and roles name.
   *
   * @throws DataException listing those that it lacks
   */
  void check(Table table, ColumnRoles roles) {
    List<String> used = new ArrayList<>(roles.labels());
    used.addAll(roles.features());
    used.addAll(roles.exclude());
    used.addAll(roles.categorical());
    if (roles.weight() != null) {
      used.add(roles.weight());
    }
    check(table, roles, used);
  }

  /**
   * Checks that a table has all columns that predictions need.
   *
   * @throws DataException listing those that it lacks
   */
  public void checkScored(Table table, ColumnRoles roles) {
    check(table, roles, roles.features());
  }

  final void check(Table table, ColumnRoles roles, List<String> used) {
    List<String> problems = new ArrayList<>();
    for (NamedColumn named : named()) {
      if (table.matching(List.of(named.column())).stream().anyMatch(c -> table.indexOf(c) < 0)) {
        missing(table, "sequence." + named.key() + ": ", named.column(), problems);
      }
      boolean taken = roles.labels().contains(named.column());
      if (taken || named.column().equals(roles.weight()) || reserved(roles, named)) {
        problems.add(
            "%s: sequence.%s: column '%s' has another role as well; name each column once"
                .formatted(table.where(), named.key(), named.column()));
      }
    }
    for (String name : used.stream().distinct().toList()) {
      if (!made(name) && table.indexOf(name) < 0) {
        missing(table, "", name, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
  }

  /** Whether the roles of a table use a column that the form needs for itself. */
  boolean reserved(ColumnRoles roles, NamedColumn named) {
    return false;
  }

  private static void missing(Table table, String key, String name, List<String> problems) {
    problems.add(
        "%s: %s%s has no column '%s'%s"
            .formatted(table.where(), key, table.location(), name, table.hint(name)));
  }

  /**
   * A row a sequence: the features, the labels, the weight, what labels are added to, and the part
   * if there is one.
   */
  abstract Dataset<Row> labelled(
      Table table, ColumnRoles roles, List<String> features, Sequences sequences);

  /**
   * A row a sequence: the features, what labels are added to, and the columns that stay beside
   * predictions.
   *
   * @param perStep whether a row a step is written, not a row a sequence
   */
  public abstract Dataset<Row> scored(Table table, Schema schema, boolean perStep);
}
