package io.ganglion.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.ganglion.data.FeatureColumn;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;

/** The columns of a table that a network uses, checked before any row is read. */
final class UsedColumns {
  private final Table table;
  private final List<TableColumn> features;
  private final TableColumn label;

  private UsedColumns(Table table, List<TableColumn> features, TableColumn label) {
    this.table = table;
    this.features = features;
    this.label = label;
  }

  /**
   * The columns that a job names.
   *
   * @throws DataException listing every column that is missing or of the wrong kind
   */
  static UsedColumns of(Table table, ColumnRoles roles, Loss.Target target) {
    ColumnCheck check = new ColumnCheck(table);
    TableColumn label = check.label(roles.label(), target);
    roles.exclude().forEach(check::exists);
    List<String> names = new ArrayList<>(roles.features());
    if (names.isEmpty()) {
      table.columns().forEach(c -> names.add(c.name()));
      names.remove(roles.label());
      names.removeAll(roles.exclude());
    }
    List<TableColumn> features = check.features(names, roles);
    check.throwIfAny();
    return new UsedColumns(table, features, label);
  }

  /**
   * The columns that a model needs.
   *
   * @throws DataException listing every column that is missing or of the wrong kind
   */
  static UsedColumns of(Table table, Schema schema, Loss.Target target) {
    List<String> features = schema.features().stream().map(FeatureColumn::name).toList();
    return of(table, new ColumnRoles(schema.label().name(), features, List.of()), target);
  }

  Table table() {
    return table;
  }

  List<TableColumn> features() {
    return features;
  }

  TableColumn label() {
    return label;
  }

  /** The used part of each row with its hash. */
  Dataset<HashedRow> hashed(long seed) {
    Column[] values = features.stream().map(this::number).toArray(Column[]::new);
    boolean text = label.kind() == TableColumn.Kind.TEXT;
    Column number = text ? lit(Double.NaN) : number(label);
    Column name = text ? Table.column(table.indexOf(label.name())) : lit(null).cast("string");
    return table
        .positional()
        .select(array(values).as("features"), number.as("number"), name.as("text"))
        .withColumn("hash", xxhash64(lit(seed), col("features"), col("number"), col("text")))
        .as(Encoders.bean(HashedRow.class));
  }

  /** A column as a double that is never null; adding 0 makes one zero of the two. */
  private Column number(TableColumn column) {
    Column value = Table.column(table.indexOf(column.name())).cast("double");
    return coalesce(value, lit(Double.NaN)).plus(lit(0.0));
  }
}
