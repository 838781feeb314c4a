package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.ganglion.config.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * A table to read rows from.
 *
 * <p>Columns go by their position, so that no name can be ambiguous or need quoting.
 */
public final class Table {
  private static final Set<DataType> DATES =
      Set.of(DataTypes.DateType, DataTypes.TimestampType, DataTypes.TimestampNTZType);

  private final String where;
  private final String location;
  private final Dataset<Row> rows;
  private final String ifEmpty;
  private final boolean sequences;
  private final List<TableColumn> columns;

  /**
   * A table in Spark.
   *
   * @param where what a message calls it, such as the key {@code data.train}
   * @param location where it came from: a full path
   * @param rows its content, read each time that it is asked for
   */
  public Table(String where, String location, Dataset<Row> rows) {
    this(where, location, rows, null, false);
  }

  private Table(
      String where, String location, Dataset<Row> rows, String ifEmpty, boolean sequences) {
    this.where = where;
    this.location = location;
    this.rows = rows;
    this.ifEmpty = ifEmpty;
    this.sequences = sequences;
    List<TableColumn> described = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      DataType type = field.dataType();
      boolean steps = sequences && type instanceof ArrayType;
      DataType element = steps ? ((ArrayType) type).elementType() : type;
      described.add(new TableColumn(field.name(), kind(element), type.simpleString(), steps));
    }
    this.columns = List.copyOf(described);
  }

  /**
   * A table of the same origin with a row a sequence, arrays in its columns of steps.
   *
   * @param ifNone what to do where there are none; null for nothing
   */
  public Table sequences(Dataset<Row> rows, String ifNone) {
    return new Table(where, location, rows, ifNone == null ? ifEmpty : ifNone, true);
  }

  /** A table of the same origin with other columns. */
  public Table with(Dataset<Row> rows) {
    return new Table(where, location, rows, ifEmpty, sequences);
  }

  /** Whether a row is a sequence, and arrays hold its steps. */
  public boolean ofSequences() {
    return sequences;
  }

  private static TableColumn.Kind kind(DataType type) {
    if (type instanceof NumericType || type.equals(DataTypes.BooleanType)) {
      return TableColumn.Kind.NUMBER;
    }
    if (type instanceof StringType) {
      return TableColumn.Kind.TEXT;
    }
    if (type.equals(SQLDataTypes.VectorType())) {
      return TableColumn.Kind.VECTOR;
    }
    return DATES.contains(type) ? TableColumn.Kind.DATE : TableColumn.Kind.OTHER;
  }

  /** What asked for the table, for messages: {@code data.train}. */
  public String where() {
    return where;
  }

  /** Where its rows come from, for people. */
  public String location() {
    return location;
  }

  /** The rows with the columns' own names. */
  public Dataset<Row> rows() {
    return rows;
  }

  /** The columns in the order of the table. */
  public List<TableColumn> columns() {
    return columns;
  }

  /** The names of the columns. */
  public List<String> names() {
    return columns.stream().map(TableColumn::name).toList();
  }

  /** What Spark holds in the column at a position. */
  public DataType type(int index) {
    return rows.schema().fields()[index].dataType();
  }

  /**
   * Some rows of this table.
   *
   * @param where what a message calls them
   * @param chosen true for these rows, over the columns of {@link #positional}
   * @param words that tell them
   * @param ifEmpty what to do where there are none
   */
  public Table part(String where, Column chosen, String words, String ifEmpty) {
    Dataset<Row> part = positional().where(chosen).toDF(rows.columns());
    return new Table(where, location + ", " + words, part, ifEmpty, sequences);
  }

  /** What there is to say where the table has no rows. */
  public DataException empty() {
    String fix = ifEmpty == null ? "" : "; " + ifEmpty;
    return new DataException(where + ": expected rows, found none in " + location + fix);
  }

  /** The position of a column, or −1. */
  public int indexOf(String name) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).name().equals(name))
        .findFirst()
        .orElse(-1);
  }

  /**
   * Names with patterns such as {@code pixel*} replaced by the columns that they match, in the
   * order of the table; a pattern that matches none stays as it is. None matches the marks of the
   * parts, which are no column of the source.
   */
  public List<String> matching(List<String> names) {
    List<String> all = columns.stream().map(TableColumn::name).toList();
    List<String> found = new ArrayList<>();
    for (String name : names) {
      if (!name.contains("*") || all.contains(name)) {
        found.add(name);
        continue;
      }
      Pattern pattern = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
      List<String> matches =
          all.stream()
              .filter(column -> pattern.matcher(column).matches())
              .filter(column -> !column.equals(TableSplits.PART))
              .toList();
      found.addAll(matches.isEmpty() ? List.of(name) : matches);
    }
    return found;
  }

  /** "; did you mean 'x'?" for a name that no column has. */
  public String hint(String name) {
    return Names.hint(name, columns.stream().map(TableColumn::name).toList());
  }

  /** A text of the column that is no number, else any text; null where there is none. */
  String example(int index) {
    Column value = col("value");
    Column word = when(not(value.rlike("^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$")), value);
    Column values = columns.get(index).steps() ? explode(column(index)) : column(index);
    return SourceFailures.explained(
        where,
        location,
        () ->
            positional()
                .select(values.as("value"))
                .agg(coalesce(min(word), min(value)).cast("string"))
                .first()
                .getString(0));
  }

  /** " (for example 'x')" for a column of text, and nothing where there is none. */
  public String exampleText(String name) {
    int index = indexOf(name);
    String example = columns.get(index).kind() == TableColumn.Kind.TEXT ? example(index) : null;
    return example == null ? "" : " (for example '" + example + "')";
  }

  /** The rows with the columns named by {@link #column}. */
  public Dataset<Row> positional() {
    return rows.toDF(
        IntStream.range(0, columns.size()).mapToObj(Table::positionName).toArray(String[]::new));
  }

  /** The column at a position of {@link #positional}. */
  public static Column column(int index) {
    return col(positionName(index));
  }

  private static String positionName(int index) {
    return "c" + index;
  }
}
