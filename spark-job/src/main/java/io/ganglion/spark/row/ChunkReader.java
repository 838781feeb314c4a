package io.ganglion.spark.row;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;

import io.ganglion.spark.table.ScannedColumns;
import io.ganglion.spark.table.ScannedRows;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;

/** Reads the used columns of a table. */
public final class ChunkReader {
  private final UsedColumns columns;
  private final Table table;
  private final RowLayout layout;

  /** A reader of these columns. */
  public ChunkReader(UsedColumns columns) {
    this.columns = columns;
    this.table = columns.table();
    this.layout = columns.layout();
  }

  /** The used part of each row, in chunks of rows that were read together. */
  public JavaRDD<RawChunk> chunks(long seed) {
    RowLayout layout = this.layout;
    if (table.ofSequences()) {
      return sequences().mapPartitions(rows -> new SequenceChunks(rows, layout, seed));
    }
    JavaRDD<RawChunk> ofColumns = columnChunks(seed);
    return ofColumns == null
        ? rows().mapPartitions(rows -> new RowChunks(rows, layout, seed))
        : ofColumns;
  }

  /** The chunks of a table that can be read by columns; null of others. */
  private JavaRDD<RawChunk> columnChunks(long seed) {
    RowLayout layout = this.layout;
    List<TableColumn> numeric = numeric();
    ColumnNumbers[] numbers =
        numeric.stream()
            .map(column -> ColumnNumbers.of(table.type(table.indexOf(column.name()))))
            .toArray(ColumnNumbers[]::new);
    if (layout.vector() || Arrays.asList(numbers).contains(null)) {
      return null;
    }
    List<Column> selected = new ArrayList<>();
    numeric.forEach(column -> selected.add(column(column)));
    texts().forEach(column -> selected.add(column(column)));
    ScannedColumns scanned =
        ScannedColumns.of(table.positional().select(selected.toArray(Column[]::new)));
    if (scanned == null) {
      return null;
    }
    int[] places = scanned.places().stream().mapToInt(place -> place).toArray();
    return scanned
        .batches()
        .mapPartitions(batches -> new BatchChunks(batches, places, numbers, layout, seed));
  }

  private JavaRDD<InternalRow> sequences() {
    List<TableColumn> numeric = new ArrayList<>(columns.numbers());
    List<TableColumn> others = columns.ofExample();
    others.addAll(columns.names());
    List<TableColumn> texts = new ArrayList<>();
    List<TableColumn> whole = new ArrayList<>();
    List<TableColumn> wholeTexts = new ArrayList<>();
    for (TableColumn column : others) {
      boolean text = column.kind() == TableColumn.Kind.TEXT;
      if (column.steps()) {
        (text ? texts : numeric).add(column);
      } else {
        (text ? wholeTexts : whole).add(column);
      }
    }
    TableColumn first = numeric.isEmpty() ? texts.get(0) : numeric.get(0);
    Column numbers = array(numeric.stream().map(this::stepNumbers).toArray(Column[]::new));
    Column strings = array(texts.stream().map(this::column).toArray(Column[]::new));
    return ScannedRows.of(
        table
            .positional()
            .select(
                size(column(first)),
                numeric.isEmpty() ? array().cast("array<double>") : flatten(numbers),
                texts.isEmpty() ? array().cast("array<string>") : flatten(strings),
                numbers(whole),
                array(wholeTexts.stream().map(this::column).toArray(Column[]::new))
                    .cast("array<string>")));
  }

  /** A column of steps as doubles that are never null; adding 0 makes one zero of the two. */
  private Column stepNumbers(TableColumn column) {
    return transform(
        column(column).cast("array<double>"),
        value -> coalesce(value, lit(Double.NaN)).plus(lit(0.0)));
  }

  /** The columns of a row that are read as numbers, names that are written so last. */
  private List<TableColumn> numeric() {
    List<TableColumn> numeric = new ArrayList<>(columns.numbers());
    numeric.addAll(columns.ofExample());
    columns.names().stream()
        .filter(name -> name.kind() != TableColumn.Kind.TEXT)
        .forEach(numeric::add);
    return numeric;
  }

  /** The columns of a row that are read as texts. */
  private List<TableColumn> texts() {
    return columns.names().stream().filter(name -> name.kind() == TableColumn.Kind.TEXT).toList();
  }

  private JavaRDD<InternalRow> rows() {
    List<Column> selected = new ArrayList<>();
    numeric().forEach(column -> selected.add(number(column)));
    texts().forEach(column -> selected.add(column(column)));
    if (layout.vector()) {
      selected.add(column(columns.vector()));
    }
    int expected = layout.numbers() + layout.names().size() + (layout.vector() ? 1 : 0);
    if (selected.size() != expected) {
      throw new IllegalStateException(expected + " columns are read, of " + selected.size());
    }
    return ScannedRows.of(table.positional().select(selected.toArray(Column[]::new)));
  }

  private Column numbers(List<TableColumn> all) {
    Column numbers = array(all.stream().map(this::number).toArray(Column[]::new));
    return all.isEmpty() ? numbers.cast("array<double>") : numbers;
  }

  private Column column(TableColumn column) {
    return Table.column(table.indexOf(column.name()));
  }

  /** A column as a double that is never null; adding 0 makes one zero of the two. */
  private Column number(TableColumn column) {
    return coalesce(column(column).cast("double"), lit(Double.NaN)).plus(lit(0.0));
  }
}
