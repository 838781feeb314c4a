package io.ganglion.spark.sequence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ganglion.data.Schema;
import io.ganglion.data.SequenceWindows;
import io.ganglion.data.Sequences;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import io.ganglion.spark.table.TableSplits;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Cuts long series into windows, each of which is a sequence with the label that lies ahead. */
final class WindowTable extends SequenceReader {
  private final SequenceWindows form;

  WindowTable(SequenceWindows form) {
    this.form = form;
  }

  @Override
  String ifNone() {
    int furthest = form.horizon().stream().mapToInt(h -> h).max().orElseThrow();
    int steps = form.window() + furthest + SeriesLevels.lost(form.transform());
    return "a window, what lies ahead of it and what its differences take need "
        + steps
        + " steps in a row: shorten sequence.window, or set sequence.gaps to fill or ignore";
  }

  @Override
  List<NamedColumn> named() {
    List<NamedColumn> named = new ArrayList<>(List.of(new NamedColumn("order", form.order())));
    if (form.by() != null) {
      named.add(new NamedColumn("by", form.by()));
    }
    return named;
  }

  @Override
  public void checkScored(Table table, ColumnRoles roles) {
    List<String> used = new ArrayList<>(roles.features());
    used.addAll(roles.labels());
    check(table, roles, used);
  }

  @Override
  List<String> features(Table table, ColumnRoles roles) {
    Set<String> reserved =
        form.by() == null ? Set.of(form.order()) : Set.of(form.order(), form.by());
    List<String> features = new ArrayList<>(roles.others(table, reserved));
    // Its past is a feature already.
    features.removeAll(roles.labels());
    return features;
  }

  @Override
  List<String> labels(List<String> labels) {
    return form.outputs(labels.get(0));
  }

  @Override
  Dataset<Row> labelled(
      Table table, ColumnRoles roles, List<String> features, Sequences sequences) {
    requireOneLabel(table, roles, sequences);
    String label = roles.labels().get(0);
    boolean marked = table.indexOf(TableSplits.PART) >= 0;
    StructType type = featureType(table, features, label);
    for (String output : form.outputs(label)) {
      type = type.add(output, DataTypes.DoubleType);
    }
    type = withBases(type, label);
    if (roles.weight() != null) {
      throw new DataException(
          table.where()
              + ": weight: windows of a long series all count the same; leave it out, found '"
              + roles.weight()
              + "'");
    }
    type = marked ? type.add(TableSplits.PART, DataTypes.IntegerType) : type;
    int width = type.size();
    return windows(
        table,
        features,
        label,
        List.of(),
        type,
        window -> WindowRows.labelled(window, width, marked));
  }

  private void requireOneLabel(Table table, ColumnRoles roles, Sequences sequences) {
    if (sequences.labelPerStep()) {
      throw new DataException(
          table.where()
              + ": a window has one label, the one ahead, but the network ends in an output a step:"
              + " put last_step or a recurrent layer without returnSequences before the end");
    }
    if (roles.labels().size() != 1) {
      throw new DataException(
          table.where()
              + ": label: expected the one column that is forecast, found "
              + roles.labels().size()
              + ": for several times ahead set sequence.horizon to a list");
    }
  }

  private StructType featureType(Table table, List<String> features, String label) {
    StructType type = new StructType();
    for (String feature : features) {
      DataType element = table.type(table.indexOf(feature));
      type = type.add(feature, DataTypes.createArrayType(element));
    }
    return type.add(SequenceWindows.past(label), DataTypes.createArrayType(DataTypes.DoubleType));
  }

  private StructType withBases(StructType type, String label) {
    StructType all = type;
    if (WindowRows.differenced(form)) {
      for (String output : form.outputs(label)) {
        all = all.add(SequenceTables.BASE + output, DataTypes.DoubleType);
      }
    }
    return all;
  }

  @Override
  public Dataset<Row> scored(Table table, Schema schema, boolean perStep) {
    String label = form.label(schema.label().names());
    List<String> features = new ArrayList<>();
    schema.features().forEach(feature -> features.add(feature.name()));
    features.remove(SequenceWindows.past(label));
    StructType type = withBases(featureType(table, features, label), label);
    if (table.indexOf(TableSplits.PART) >= 0) {
      return judged(table, schema, features, type);
    }
    if (form.by() != null) {
      type = type.add(kept(form.by()), table.type(table.indexOf(form.by())));
    }
    type = type.add(kept(form.order()), table.type(table.indexOf(form.order())));
    boolean one = form.horizon().size() == 1;
    if (one) {
      type = type.add(kept("forecast_for"), DataTypes.StringType);
    }
    for (String output : form.outputs(label)) {
      type = type.add(kept(output), DataTypes.DoubleType);
    }
    int width = type.size();
    boolean by = form.by() != null;
    List<String> missing = schema.missing();
    return windows(
        table, features, label, missing, type, window -> WindowRows.scored(window, width, by, one));
  }

  /**
   * The windows of a marked table that have their labels in one part, and beside each {@code
   * series, time, part, last, truth_0, …}: the time of the first label, the last label seen, and
   * the labels.
   */
  private Dataset<Row> judged(
      Table table, Schema schema, List<String> features, StructType windows) {
    String label = form.label(schema.label().names());
    DataType series =
        form.by() == null ? DataTypes.StringType : table.type(table.indexOf(form.by()));
    StructType type =
        windows
            .add(kept("series"), series)
            .add(kept("time"), DataTypes.StringType)
            .add(kept("part"), DataTypes.IntegerType)
            .add(kept("last"), DataTypes.DoubleType);
    for (int i = 0; i < form.horizon().size(); i++) {
      type = type.add(kept("truth_" + i), DataTypes.DoubleType);
    }
    int width = type.size();
    return windows(
        table, features, label, schema.missing(), type, window -> WindowRows.judged(window, width));
  }

  private static String kept(String name) {
    return SequenceTables.KEPT + name;
  }

  /** Makes a row of each window; null leaves one out. */
  private interface WindowRow extends Function<WindowCutter.Window, Row>, Serializable {}

  private Dataset<Row> windows(
      Table table,
      List<String> features,
      String label,
      List<String> missing,
      StructType type,
      WindowRow row) {
    SeriesRows reader = new SeriesRows(table.where(), form, label, missing);
    int width = features.size();
    String title = table.where() + ": label '" + label + "'";
    SequenceWindows windows = form;
    return ordered(table, form, label, features)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows ->
                    new WindowCutter<>(
                        WindowCutter.series(rows, reader), windows, width, title, row),
            Encoders.row(type));
  }

  /** The rows of all series as {@link SeriesRows} reads them, those of a series in their order. */
  static Dataset<Row> ordered(
      Table table, SequenceWindows form, String label, List<String> features) {
    requireLabel(table, label);
    Column by = form.by() == null ? lit(null).cast("string") : column(table, form.by());
    Column order = column(table, form.order());
    boolean marked = table.indexOf(TableSplits.PART) >= 0;
    List<Column> columns = new ArrayList<>();
    columns.add(by.as("by"));
    columns.add(order.as("order"));
    columns.add(order.cast("string").as("text"));
    columns.add(column(table, label).as("label"));
    columns.add((marked ? column(table, TableSplits.PART) : lit(null).cast("int")).as("part"));
    for (int i = 0; i < features.size(); i++) {
      columns.add(column(table, features.get(i)).as("f" + i));
    }
    Column key = OrderKey.of(col("text"));
    Dataset<Row> rows = table.positional().select(columns.toArray(Column[]::new));
    Dataset<Row> gathered = form.by() == null ? rows.coalesce(1) : rows.repartition(col("by"));
    return gathered.sortWithinPartitions(col("by"), key);
  }

  private static void requireLabel(Table table, String label) {
    TableColumn column = table.columns().get(table.indexOf(label));
    boolean text = table.type(table.indexOf(label)) instanceof StringType;
    if (column.kind() != TableColumn.Kind.NUMBER && !text) {
      throw new DataException(
          "%s: label '%s' is of type %s, expected numbers to forecast"
              .formatted(table.where(), label, column.type()));
    }
  }

  private static Column column(Table table, String name) {
    return Table.column(table.indexOf(name));
  }
}
