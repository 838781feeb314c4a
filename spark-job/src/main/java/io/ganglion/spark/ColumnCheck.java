package io.ganglion.spark;

import io.ganglion.loss.Loss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with the columns that a job names. */
final class ColumnCheck {
  private static final int LISTED = 10;
  private static final Set<TableColumn.Kind> READABLE =
      Set.of(TableColumn.Kind.NUMBER, TableColumn.Kind.TEXT);

  private final Table table;
  private final List<String> problems = new ArrayList<>();

  ColumnCheck(Table table) {
    this.table = table;
  }

  /** Notes a column that the table does not have. */
  boolean exists(String name) {
    if (table.indexOf(name) >= 0) {
      return true;
    }
    add(table.location() + " has no column '" + name + "'" + table.hint(name));
    return false;
  }

  /** The label's column, or null. */
  TableColumn label(String name, Loss.Target target) {
    if (!exists(name)) {
      return null;
    }
    TableColumn label = table.columns().get(table.indexOf(name));
    if (!READABLE.contains(label.kind())) {
      add(
          "label '"
              + name
              + "' is of type "
              + label.type()
              + ", expected a number or a text; convert it in the source");
    } else if (target == Loss.Target.NUMBERS && label.kind() == TableColumn.Kind.TEXT) {
      add(
          "label '"
              + name
              + "' holds text"
              + example(name)
              + ", expected numbers for this loss; correct the values, name another label, or take"
              + " a loss for classes");
    }
    return label;
  }

  /** The columns of the features, as far as they can be used. */
  List<TableColumn> features(List<String> names, ColumnRoles roles) {
    List<TableColumn> features = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!exists(name)) {
        continue;
      }
      TableColumn column = table.columns().get(table.indexOf(name));
      if (!seen.add(name) || name.equals(roles.label()) || roles.exclude().contains(name)) {
        add("feature '" + name + "' has another role as well; name each column once");
      } else if (column.kind() == TableColumn.Kind.TEXT) {
        texts.add(name);
      } else if (!READABLE.contains(column.kind())) {
        add(
            "column '"
                + name
                + "' is of type "
                + column.type()
                + ", expected a number; exclude it, or convert it in the source");
      }
      features.add(column);
    }
    noteTexts(texts);
    if (features.isEmpty() && problems.isEmpty()) {
      add("expected a column beside the label, found none in " + table.location());
    }
    return features;
  }

  private void noteTexts(List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    List<String> listed = new ArrayList<>();
    for (String name : texts.subList(0, Math.min(LISTED, texts.size()))) {
      listed.add("'" + name + "'" + example(name));
    }
    if (texts.size() > LISTED) {
      listed.add("and " + (texts.size() - LISTED) + " more");
    }
    add(
        (texts.size() == 1 ? "column " : "columns ")
            + String.join(", ", listed)
            + (texts.size() == 1 ? " holds" : " hold")
            + " text, expected numbers; add to 'exclude', correct the values, or name the texts"
            + " that stand for no value under 'missing'");
  }

  private String example(String name) {
    String example = table.example(table.indexOf(name));
    return example == null ? "" : " (for example '" + example + "')";
  }

  private void add(String problem) {
    problems.add(table.where() + ": " + problem);
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
  }
}
