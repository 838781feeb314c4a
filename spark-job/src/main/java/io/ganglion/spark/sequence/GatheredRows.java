package io.ganglion.spark.sequence;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import io.ganglion.data.Schema;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.Sequences;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import io.ganglion.spark.table.TableSplits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gathers the rows of each sequence, and puts them into their order. */
final class GatheredRows extends SequenceReader {
  private static final String STEPS = "steps";

  private final SequenceRows form;

  GatheredRows(SequenceRows form) {
    this.form = form;
  }

  @Override
  List<NamedColumn> named() {
    return List.of(new NamedColumn("id", form.id()), new NamedColumn("order", form.order()));
  }

  @Override
  boolean reserved(ColumnRoles roles, NamedColumn named) {
    return named.key().equals("id") && roles.features().contains(named.column());
  }

  @Override
  List<String> features(Table table, ColumnRoles roles) {
    return roles.others(table, Set.of(form.id(), form.order()));
  }

  @Override
  Dataset<Row> labelled(
      Table table, ColumnRoles roles, List<String> features, Sequences sequences) {
    Set<String> used = new TreeSet<>(features);
    used.addAll(roles.labels());
    if (roles.weight() != null) {
      used.add(roles.weight());
    }
    boolean marked = table.indexOf(TableSplits.PART) >= 0;
    if (marked) {
      used.add(TableSplits.PART);
    }
    boolean perStep = sequences.labelPerStep();
    List<String> alike = new ArrayList<>(perStep ? List.of() : roles.labels());
    if (roles.weight() != null) {
      alike.add(roles.weight());
    }
    if (marked) {
      alike.add(TableSplits.PART);
    }
    Dataset<Row> gathered = gathered(table, used, alike, roles.labels());
    List<Column> columns = new ArrayList<>();
    features.forEach(name -> columns.add(steps(table, name).as(name)));
    for (String label : roles.labels()) {
      columns.add((perStep ? steps(table, label) : last(table, label)).as(label));
    }
    if (roles.weight() != null) {
      columns.add(last(table, roles.weight()).as(roles.weight()));
    }
    if (marked) {
      columns.add(last(table, TableSplits.PART).as(TableSplits.PART));
    }
    return gathered.select(columns.toArray(Column[]::new));
  }

  @Override
  public Dataset<Row> scored(Table table, Schema schema, boolean perStep) {
    List<String> features = schema.features().stream().map(f -> f.name()).toList();
    List<String> labels =
        perStep
            ? List.of()
            : schema.label().names().stream().filter(l -> table.indexOf(l) >= 0).toList();
    Set<String> used = new TreeSet<>(features);
    used.addAll(labels);
    used.add(form.order());
    List<Column> columns = new ArrayList<>();
    features.forEach(name -> columns.add(steps(table, name).as(name)));
    if (perStep) {
      for (TableColumn column : table.columns()) {
        used.add(column.name());
        boolean id = column.name().equals(form.id());
        columns.add((id ? col("id") : steps(table, column.name())).as(kept(column.name())));
      }
    } else {
      columns.add(col("id").as(kept(form.id())));
      labels.forEach(label -> columns.add(last(table, label).as(kept(label))));
    }
    return gathered(table, used, labels, labels).select(columns.toArray(Column[]::new));
  }

  private static String kept(String name) {
    return SequenceTables.KEPT + name;
  }

  /** The steps of a sequence in a column. */
  private static Column steps(Table table, String name) {
    return col(STEPS).getField(field(table, name));
  }

  private static Column last(Table table, String name) {
    return element_at(steps(table, name), lit(-1));
  }

  private static String field(Table table, String name) {
    return "c" + table.indexOf(name);
  }

  /**
   * A row a sequence: its id, and its steps as an array of what is used of them.
   *
   * @param alike the columns that must not change within a sequence
   * @param labels those of the columns that are labels
   */
  private Dataset<Row> gathered(
      Table table, Set<String> used, List<String> alike, List<String> labels) {
    Column id = Table.column(table.indexOf(form.id()));
    Column order = Table.column(table.indexOf(form.order()));
    List<Column> fields = new ArrayList<>();
    fields.add(OrderKey.of(order).as("key"));
    fields.add(coalesce(order.cast("string"), lit("")).as("order"));
    for (String name : used) {
      if (!name.equals(form.id())) {
        fields.add(Table.column(table.indexOf(name)).as(field(table, name)));
      }
    }
    Dataset<Row> gathered =
        table
            .positional()
            .select(id.as("id"), struct(fields.toArray(Column[]::new)).as("step"))
            .groupBy("id")
            .agg(sort_array(collect_list("step")).as(STEPS));
    Column checked =
        SequenceCheck.steps(table.where(), form, col("id"), col(STEPS).getField("order"));
    for (String name : alike) {
      Column values = steps(table, name).cast("array<string>");
      checked =
          checked.and(
              SequenceCheck.alike(
                  table.where(), form, name, labels.contains(name), col("id"), values));
    }
    return gathered.where(checked);
  }
}
