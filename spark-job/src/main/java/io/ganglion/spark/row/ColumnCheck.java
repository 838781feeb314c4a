package io.ganglion.spark.row;

import io.ganglion.loss.Loss;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the columns that a job names, and collects what is wrong with them. */
final class ColumnCheck {
  /**
   * The columns that a job uses.
   *
   * @param weight null for none
   */
  record Found(List<TableColumn> labels, List<TableColumn> features, TableColumn weight) {}

  private static final int LISTED = 10;

  private final Table table;
  private final ColumnRoles roles;
  private final List<String> problems = new ArrayList<>();

  ColumnCheck(Table table, ColumnRoles roles) {
    this.table = table;
    this.roles = roles;
  }

  /**
   * The columns, all of them there and of a kind that can be used.
   *
   * @throws DataException listing every problem
   */
  Found find(Loss.Target target) {
    List<TableColumn> labels = new ArrayList<>();
    for (String name : roles.labels()) {
      TableColumn label = label(name, target);
      if (label != null) {
        labels.add(label);
      }
    }
    if (target != Loss.Target.NUMBERS && roles.labels().size() > 1) {
      add("label: expected one column for a loss for classes, found " + roles.labels().size());
    }
    TableColumn weight = weight();
    roles.exclude().forEach(this::exists);
    roles.categorical().forEach(this::exists);
    List<TableColumn> features = features();
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
    return new Found(labels, features, weight);
  }

  private boolean exists(String name) {
    if (table.indexOf(name) >= 0) {
      return true;
    }
    add(table.location() + " has no column '" + name + "'" + table.hint(name));
    return false;
  }

  private TableColumn column(String name) {
    return table.columns().get(table.indexOf(name));
  }

  private TableColumn label(String name, Loss.Target target) {
    if (!exists(name)) {
      return null;
    }
    TableColumn label = column(name);
    boolean text = label.kind() == TableColumn.Kind.TEXT;
    if (!text && label.kind() != TableColumn.Kind.NUMBER) {
      add(
          "label '"
              + name
              + "' is of type "
              + label.type()
              + ", expected a number or a text; convert it in the source");
    } else if (target == Loss.Target.NUMBERS && text) {
      add(
          "label '"
              + name
              + "' holds text"
              + table.exampleText(name)
              + ", expected numbers for this loss; correct the values, "
              + (roles.reconstructs()
                  ? "exclude the column, or list the columns to give back as data.features"
                  : "name another label, or take a loss for classes"));
    }
    return label;
  }

  private TableColumn weight() {
    String name = roles.weight();
    if (name == null || !exists(name)) {
      return null;
    }
    TableColumn weight = column(name);
    if (weight.kind() != TableColumn.Kind.NUMBER) {
      add(
          "weight '"
              + name
              + "' is of type "
              + weight.type()
              + table.exampleText(name)
              + ", expected numbers of at least 0");
    }
    return weight;
  }

  private List<TableColumn> features() {
    List<String> names = new ArrayList<>(roles.features());
    if (names.isEmpty()) {
      table.columns().forEach(c -> names.add(c.name()));
      names.removeAll(roles.labels());
      names.removeAll(roles.exclude());
      names.remove(roles.weight());
    }
    List<TableColumn> features = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!exists(name)) {
        continue;
      }
      TableColumn column = column(name);
      if (!seen.add(name) || hasOtherRole(name)) {
        add("feature '" + name + "' has another role as well; name each column once");
      } else if (column.kind() == TableColumn.Kind.DATE) {
        add(
            "column '"
                + name
                + "' is of type "
                + column.type()
                + ", expected a number or a text; exclude it, or make numbers of it in the source,"
                + " for example with a query: data.train: {sql: \"select *, datediff("
                + name
                + ", '2020-01-01') as days, month("
                + name
                + ") as month from …\"}");
      } else if (column.steps() && column.kind() == TableColumn.Kind.VECTOR) {
        add(
            "column '"
                + name
                + "' holds vectors, which are no steps of a sequence; make a column of numbers of"
                + " each element in the source");
      } else if (column.kind() == TableColumn.Kind.OTHER) {
        add(
            "column '"
                + name
                + "' is of type "
                + column.type()
                + ", expected a number, a text or a vector; exclude it, or convert it in the"
                + " source");
      }
      features.add(column);
    }
    checkVectors(features);
    if (features.isEmpty() && problems.isEmpty()) {
      add("expected a column beside the label, found none in " + table.location());
    }
    return features;
  }

  private boolean hasOtherRole(String name) {
    return (roles.labels().contains(name) && !roles.reconstructs())
        || roles.exclude().contains(name)
        || name.equals(roles.weight());
  }

  private void checkVectors(List<TableColumn> features) {
    List<String> vectors =
        features.stream()
            .filter(column -> column.kind() == TableColumn.Kind.VECTOR)
            .map(TableColumn::name)
            .limit(LISTED)
            .toList();
    if (vectors.size() > 1) {
      add(
          "columns '"
              + String.join("', '", vectors)
              + "' hold vectors, expected one such column at most; join them with Spark's"
              + " VectorAssembler, or exclude the others");
    }
    for (String name : roles.categorical()) {
      if (vectors.contains(name)) {
        add("column '" + name + "' holds vectors, which are not categorical");
      }
    }
  }

  private void add(String problem) {
    problems.add(table.where() + ": " + problem);
  }
}
