package io.ganglion.spark.sequence;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.forall;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.when;

import io.ganglion.data.Schema;
import io.ganglion.data.SequenceColumns;
import io.ganglion.data.Sequences;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import io.ganglion.spark.table.TableSplits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;

/** Gathers the steps of a sequence from the columns of its row, or takes them from arrays. */
final class GatheredColumns extends SequenceReader {
  private static final String LENGTH = "number of steps";

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
  public Dataset<Row> scored(Table table, Schema schema, boolean perStep) {
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
    boolean arrays = names.values().stream().anyMatch(n -> StepColumns.array(table, n.get(0)));
    List<Column> whole = arrays ? arrays(table, names) : steps(table, names, nothing);
    List<Column> sizes = new ArrayList<>();
    List<Column> columns = new ArrayList<>(others);
    for (int i = 0; i < whole.size(); i++) {
      columns.add(whole.get(i).as(whole(i)));
    }
    if (arrays) {
      whole.forEach(all -> sizes.addAll(sizes(all)));
      names.values().forEach(ofChannel -> sizes.addAll(outerSizes(table, ofChannel.get(0))));
    } else {
      Column length = length(table, names, nothing);
      sizes.add(length);
      columns.add(length.as(LENGTH));
    }
    alsoSteps.forEach(column -> sizes.add(size(column)));
    Dataset<Row> rows = table.positional();
    if (arrays || !alsoSteps.isEmpty()) {
      String title = String.join(", ", form.columns().values());
      Column all = array(sizes.toArray(Column[]::new));
      rows = rows.where(SequenceCheck.lengths(table.where(), title, all));
    }
    // Arrays in a projection of their own: they are made once, and then cut as often as need be.
    return cut(rows.select(columns.toArray(Column[]::new)), others.size(), whole.size(), arrays);
  }

  /** The number of elements of an array for each feature of a step. */
  private List<Column> sizes(Column all) {
    List<Column> sizes = new ArrayList<>();
    for (int rest = form.features() - 1; rest >= 0; rest--) {
      sizes.add(size(all).plus(lit(rest)).divide(lit(form.features())).cast("int"));
    }
    return sizes;
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

  /** An array of the steps of each feature, up to the last column. */
  private List<Column> steps(Table table, Map<String, List<String>> names, List<String> nothing) {
    List<Column> steps = new ArrayList<>();
    for (List<String> columns : names.values()) {
      for (int feature = 0; feature < form.features(); feature++) {
        List<Column> values = new ArrayList<>();
        for (int i = feature; i < columns.size(); i += form.features()) {
          values.add(value(table, columns.get(i), nothing));
        }
        steps.add(array(values.toArray(Column[]::new)));
      }
    }
    return steps;
  }

  /** The number of steps up to the last one that has a value; 1 where none has. */
  private Column length(Table table, Map<String, List<String>> names, List<String> nothing) {
    int columns = names.values().iterator().next().size();
    Column length = null;
    for (int last = columns; last > 0; last -= form.features()) {
      List<Column> values = new ArrayList<>();
      for (List<String> ofChannel : names.values()) {
        for (String name : ofChannel.subList(last - form.features(), last)) {
          values.add(value(table, name, nothing).isNotNull());
        }
      }
      Column there = values.stream().reduce(Column::or).orElseThrow();
      Column steps = lit(last / form.features());
      length = length == null ? when(there, steps) : length.when(there, steps);
    }
    return length.otherwise(lit(1));
  }

  /** Cuts arrays of all columns to the steps that there are, and arrays of steps into features. */
  private Dataset<Row> cut(Dataset<Row> rows, int others, int whole, boolean arrays) {
    List<Column> columns = new ArrayList<>();
    int features = form.features();
    for (int i = 0; i < form.names().size(); i++) {
      int feature = i;
      Column all = col(whole(whole == 1 ? 0 : i));
      Column steps;
      if (arrays) {
        steps =
            features == 1
                ? all
                : filter(all, (step, at) -> at.mod(lit(features)).equalTo(lit(feature)));
      } else {
        steps =
            when(size(all).equalTo(col(LENGTH)), all).otherwise(slice(all, lit(1), col(LENGTH)));
      }
      columns.add(steps.as(form.names().get(i)));
    }
    for (String name : Arrays.asList(rows.columns()).subList(0, others)) {
      columns.add(col("`" + name.replace("`", "``") + "`"));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private static String whole(int i) {
    return "steps " + i;
  }

  /** The arrays of steps of a table that holds such. */
  private static List<Column> arrays(Table table, Map<String, List<String>> names) {
    return names.values().stream().map(columns -> flat(table, columns.get(0))).toList();
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
