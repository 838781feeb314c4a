package io.ganglion.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.forall;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
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
    Map<String, List<String>> names = StepColumns.of(table, form, roles);
    StepColumns.checkAlike(table, names);
    List<Column> alsoSteps = sequences.labelPerStep() ? labels : List.of();
    return gathered(table, names, alsoSteps, List.of(""), others);
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
    Map<String, List<String>> names = StepColumns.of(table, form, SequenceTables.rolesOf(schema));
    List<String> nothing = new ArrayList<>(schema.missing());
    nothing.add("");
    return gathered(table, names, List.of(), nothing, kept);
  }

  /**
   * A row a sequence: its features, and others.
   *
   * @param names of the columns of each feature
   * @param alsoSteps arrays that must have as many elements
   * @param nothing texts that stand for no value
   */
  private Dataset<Row> gathered(
      Table table,
      Map<String, List<String>> names,
      List<Column> alsoSteps,
      List<String> nothing,
      List<Column> others) {
    Map<String, Column> steps = steps(table, names, nothing);
    List<Column> sizes = new ArrayList<>();
    steps.values().forEach(column -> sizes.add(size(column)));
    names.values().forEach(column -> sizes.addAll(outerSizes(table, column.get(0))));
    alsoSteps.forEach(column -> sizes.add(size(column)));
    List<Column> columns = new ArrayList<>();
    steps.forEach((name, column) -> columns.add(column.as(name)));
    columns.addAll(others);
    Dataset<Row> rows = table.positional();
    boolean arrays = names.values().stream().anyMatch(n -> StepColumns.array(table, n.get(0)));
    if (alsoSteps.isEmpty() && !arrays) {
      return rows.select(columns.toArray(Column[]::new));
    }
    Column checked =
        SequenceCheck.lengths(
            table.where(),
            String.join(", ", form.columns().values()),
            array(sizes.toArray(Column[]::new)));
    return rows.where(checked).select(columns.toArray(Column[]::new));
  }

  /** The number of steps of arrays in arrays, if each has as many elements as features. */
  private List<Column> outerSizes(Table table, String name) {
    if (!StepColumns.ofArrays(table, name)) {
      return List.of();
    }
    Column steps = Table.column(table.indexOf(name));
    Column fit = forall(steps, step -> size(step).equalTo(lit(form.features())));
    return List.of(when(fit, size(steps)).otherwise(lit(0)));
  }

  /** By feature: an array of its steps. */
  private Map<String, Column> steps(
      Table table, Map<String, List<String>> names, List<String> nothing) {
    Map<String, Column> whole = new LinkedHashMap<>();
    List<Column> lengths = new ArrayList<>();
    names.forEach(
        (feature, columns) -> {
          if (StepColumns.array(table, columns.get(0))) {
            whole.put(feature, flat(table, columns.get(0)));
          } else {
            Column all =
                array(columns.stream().map(n -> value(table, n, nothing)).toArray(Column[]::new));
            whole.put(feature, all);
            lengths.add(length(all));
          }
        });
    Map<String, Column> steps = new LinkedHashMap<>();
    whole.forEach((name, all) -> steps.put(name, shortened(all, lengths)));
    return form.features() == 1 ? steps : cut(steps.values().iterator().next());
  }

  /** The number of elements up to the last one that is not missing. */
  private static Column length(Column all) {
    Column fromEnd = array_position(transform(reverse(all), Column::isNotNull), true);
    return when(fromEnd.equalTo(lit(0)), lit(0)).otherwise(size(all).minus(fromEnd).plus(1));
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

  /** An array of steps, those of arrays in arrays one behind the other. */
  private static Column flat(Table table, String name) {
    Column column = Table.column(table.indexOf(name));
    return StepColumns.ofArrays(table, name) ? flatten(column) : column;
  }

  /** A number as a double, else a text; null where there is none. */
  private static Column value(Table table, String name, List<String> nothing) {
    int index = table.indexOf(name);
    Column column = Table.column(index);
    if (table.columns().get(index).kind() == TableColumn.Kind.NUMBER) {
      Column number = column.cast("double");
      return when(not(isnan(number)), number);
    }
    return when(not(column.isin(nothing.toArray())), column);
  }
}
