package io.ganglion.spark.sequence;

import io.ganglion.data.SequenceColumns;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;

/** Finds the columns of a row in which the steps of a sequence stand, and checks that they fit. */
final class StepColumns {
  private final Table table;
  private final SequenceColumns form;
  private final List<String> problems = new ArrayList<>();

  private StepColumns(Table table, SequenceColumns form) {
    this.table = table;
    this.form = form;
  }

  /**
   * The columns of each pattern, by what the pattern makes. Labels and weights are no steps, also
   * where a pattern matches their names.
   *
   * @throws DataException listing what does not fit
   */
  static Map<String, List<String>> of(Table table, SequenceColumns form, ColumnRoles roles) {
    StepColumns steps = new StepColumns(table, form);
    Map<String, List<String>> found = new LinkedHashMap<>();
    form.columns().forEach((name, pattern) -> found.put(name, steps.matching(pattern, roles)));
    if (steps.problems.isEmpty()) {
      steps.checkSizes(found);
    }
    if (!steps.problems.isEmpty()) {
      throw new DataException(steps.problems);
    }
    return found;
  }

  private List<String> matching(String pattern, ColumnRoles roles) {
    List<String> names = new ArrayList<>(table.matching(List.of(pattern)));
    names.removeAll(roles.labels());
    names.remove(roles.weight());
    List<String> others = names.stream().filter(roles.exclude()::contains).toList();
    if (!others.isEmpty()) {
      add(
          "the columns '%s' take in '%s', which has another role; rename it, so that the pattern matches the steps alone"
              .formatted(pattern, others.get(0)));
    }
    if (names.isEmpty()) {
      add("%s has no column '%s' beside the label".formatted(table.location(), pattern));
    }
    names.forEach(this::checkKind);
    return names;
  }

  private void checkKind(String name) {
    TableColumn column = table.columns().get(table.indexOf(name));
    if (!array(table, name)
        && column.kind() != TableColumn.Kind.NUMBER
        && column.kind() != TableColumn.Kind.TEXT) {
      add(
          "column '%s' is of type %s, expected a number or a text as a step of a sequence"
              .formatted(name, column.type()));
    }
    if (ofArrays(table, name) && form.features() == 1) {
      add(
          "column '%s' is of type %s: set sequence.features to the number of elements that a step has"
              .formatted(name, column.type()));
    }
  }

  private void checkSizes(Map<String, List<String>> found) {
    List<String> first = null;
    for (List<String> names : found.values()) {
      boolean array = names.size() == 1 && array(table, names.get(0));
      if (!array && names.size() % form.features() != 0) {
        add(
            "sequence.features: expected a divisor of the %d columns from '%s' to '%s', found %d"
                .formatted(
                    names.size(), names.get(0), names.get(names.size() - 1), form.features()));
      }
      if (first != null && first.size() != names.size()) {
        add(
            "expected as many steps in each feature, found %d columns from '%s' on, but %d from '%s' on"
                .formatted(first.size(), first.get(0), names.size(), names.get(0)));
      }
      first = first == null ? names : first;
    }
  }

  /**
   * Checks that the columns of each pattern hold numbers, or texts.
   *
   * @throws DataException naming one that doesn't
   */
  static void checkAlike(Table table, Map<String, List<String>> found) {
    for (List<String> names : found.values()) {
      List<String> texts = names.stream().filter(name -> text(table, name)).toList();
      if (!texts.isEmpty() && texts.size() < names.size()) {
        String number = names.stream().filter(name -> !text(table, name)).findFirst().orElseThrow();
        throw new DataException(
            "%s: column '%s' holds text%s, but '%s' numbers, expected steps of one kind; correct the values, or name them under data.missing"
                .formatted(table.where(), texts.get(0), table.exampleText(texts.get(0)), number));
      }
    }
  }

  private static boolean text(Table table, String name) {
    return table.columns().get(table.indexOf(name)).kind() == TableColumn.Kind.TEXT;
  }

  /** Whether a column holds the steps of a sequence as one array. */
  static boolean array(Table table, String name) {
    return table.type(table.indexOf(name)) instanceof ArrayType;
  }

  /** Whether a column holds an array for each step. */
  static boolean ofArrays(Table table, String name) {
    return table.type(table.indexOf(name)) instanceof ArrayType array
        && array.elementType() instanceof ArrayType;
  }

  private void add(String problem) {
    problems.add(table.where() + ": " + problem);
  }
}
