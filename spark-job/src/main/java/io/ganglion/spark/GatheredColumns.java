package io.ganglion.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.reverse;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.ganglion.data.Schema;
import io.ganglion.data.SequenceColumns;
import io.ganglion.data.Sequences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** Gathers the steps of a sequence from the columns of its row, or takes them from arrays. */
final class GatheredColumns extends SequenceReader {
  private final SequenceColumns form;

  GatheredColumns(SequenceColumns form) {
    this.form = form;
  }

  @Override
  List<NamedColumn> named() {
    return form.columns().values().stream().map(c -> new NamedColumn("columns", c)).toList();
  }

  @Override
  boolean made(String name) {
    return form.names().contains(name);
  }

  @Override
  List<String> features(Table table, ColumnRoles roles) {
    return form.names();
  }

  @Override
  Dataset<Row> labelled(
      Table table, ColumnRoles roles, List<String> features, Sequences sequences) {
    List<Column> others = new ArrayList<>();
    List<Column> labels = new ArrayList<>();
    for (String label : roles.labels()) {
      requireLabel(table, label, sequences.labelPerStep());
      labels.add(Table.column(table.indexOf(label)));
      others.add(Table.column(table.indexOf(label)).as(label));
    }
    for (String name : new String[] {roles.weight(), TableSplits.PART}) {
      if (name != null && table.indexOf(name) >= 0) {
        others.add(Table.column(table.indexOf(name)).as(name));
      }
    }
    return gathered(table, sequences.labelPerStep() ? labels : List.of(), others);
  }

  private static void requireLabel(Table table, String label, boolean perStep) {
    boolean array = table.type(table.indexOf(label)) instanceof ArrayType;
    if (array != perStep) {
      throw new DataException(
          "%s: label '%s' is of type %s, expected %s, since the network ends in an output a %s"
              .formatted(
                  table.where(),
                  label,
                  table.type(table.indexOf(label)).simpleString(),
                  perStep ? "an array with a label for each step" : "one label a row",
                  perStep ? "step" : "sequence"));
    }
  }

  @Override
  Dataset<Row> scored(Table table, Schema schema, boolean perStep) {
    List<Column> kept = new ArrayList<>();
    for (TableColumn column : table.columns()) {
      Column value = Table.column(table.indexOf(column.name()));
      kept.add(value.as(SequenceTables.KEPT + column.name()));
    }
    return gathered(table, List.of(), kept);
  }

  /**
   * A row a sequence: its features, and others.
   *
   * @param alsoSteps arrays that must have as many elements
   */
  private Dataset<Row> gathered(Table table, List<Column> alsoSteps, List<Column> others) {
    Map<String, Column> steps = steps(table);
    List<Column> sizes = new ArrayList<>();
    steps.values().forEach(column -> sizes.add(size(column)));
    alsoSteps.forEach(column -> sizes.add(size(column)));
    List<Column> columns = new ArrayList<>();
    steps.forEach((name, column) -> columns.add(column.as(name)));
    columns.addAll(others);
    Dataset<Row> rows = table.positional();
    if (alsoSteps.isEmpty() && !arrays(table)) {
      return rows.select(columns.toArray(Column[]::new));
    }
    Column checked =
        SequenceCheck.lengths(
            table.where(),
            String.join(", ", form.columns().values()),
            array(sizes.toArray(Column[]::new)));
    return rows.where(checked).select(columns.toArray(Column[]::new));
  }

  private boolean arrays(Table table) {
    return form.columns().values().stream()
        .map(table::indexOf)
        .anyMatch(index -> index >= 0 && table.type(index) instanceof ArrayType);
  }

  /** By feature: an array of its steps. */
  private Map<String, Column> steps(Table table) {
    Map<String, Column> whole = new LinkedHashMap<>();
    List<Column> lengths = new ArrayList<>();
    for (Map.Entry<String, String> channel : form.columns().entrySet()) {
      List<String> names = table.matching(List.of(channel.getValue()));
      int first = table.indexOf(names.get(0));
      if (names.size() == 1 && table.type(first) instanceof ArrayType) {
        whole.put(channel.getKey(), flat(table, first));
      } else {
        Column all = array(names.stream().map(n -> value(table, n)).toArray(Column[]::new));
        requireWhole(table, channel.getValue(), names.size());
        whole.put(channel.getKey(), all);
        Column backwards = transform(reverse(all), Column::isNotNull);
        lengths.add(size(all).minus(array_position(backwards, true)).plus(1));
      }
    }
    Map<String, Column> steps = new LinkedHashMap<>();
    whole.forEach((name, all) -> steps.put(name, shortened(all, lengths)));
    return form.features() == 1 ? steps : cut(steps.values().iterator().next());
  }

  /** What is missing at the end of all channels is no step. */
  private Column shortened(Column all, List<Column> lengths) {
    if (lengths.isEmpty()) {
      return all;
    }
    Column length = lengths.size() == 1 ? lengths.get(0) : greatest(lengths.toArray(Column[]::new));
    Column steps = greatest(lit(1), length).cast("int");
    int features = form.features();
    Column whole = steps.plus(features - 1).divide(lit(features)).cast("int").multiply(features);
    return when(element_at(all, lit(-1)).isNotNull(), all).otherwise(slice(all, lit(1), whole));
  }

  /** The features of steps that stand one behind the other. */
  private Map<String, Column> cut(Column all) {
    Map<String, Column> steps = new LinkedHashMap<>();
    int features = form.features();
    for (int i = 0; i < features; i++) {
      int feature = i;
      steps.put(
          form.names().get(i),
          filter(all, (element, index) -> index.mod(lit(features)).equalTo(lit(feature))));
    }
    return steps;
  }

  private void requireWhole(Table table, String pattern, int columns) {
    if (columns % form.features() != 0) {
      throw new DataException(
          "%s: sequence.features: expected a divisor of the %d columns '%s', found %d"
              .formatted(table.where(), columns, pattern, form.features()));
    }
  }

  /** An array of steps, those of arrays in arrays one behind the other. */
  private Column flat(Table table, int index) {
    Column column = Table.column(index);
    DataType element = ((ArrayType) table.type(index)).elementType();
    return element instanceof ArrayType ? flatten(column) : column;
  }

  /** A number as a double, else a text. */
  private static Column value(Table table, String name) {
    int index = table.indexOf(name);
    TableColumn.Kind kind = table.columns().get(index).kind();
    if (kind != TableColumn.Kind.NUMBER && kind != TableColumn.Kind.TEXT) {
      throw new DataException(
          "%s: column '%s' is of type %s, expected a number or a text as a step of a sequence"
              .formatted(table.where(), name, table.columns().get(index).type()));
    }
    Column column = Table.column(index);
    return kind == TableColumn.Kind.NUMBER ? column.cast("double") : column;
  }
}
