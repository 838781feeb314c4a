package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Reads CSV files. A column whose every field that is there is a number becomes numeric; every
 * other one stays text.
 */
final class CsvReader {
  /** A column beside those of the table while its rows are chosen. */
  private static final String WRITTEN = "ganglion_fields_as_written";

  private final SparkSession spark;
  private final String where;
  private final String[] paths;
  private final CsvOptions options;
  private final Set<String> missing;

  /**
   * A reader of files.
   *
   * @param where what a message calls them
   * @param missing texts that, beside the empty one, stand for no value
   */
  CsvReader(
      SparkSession spark, String where, String[] paths, CsvOptions options, Set<String> missing) {
    this.spark = spark;
    this.where = where;
    this.paths = paths;
    this.options = options;
    this.missing = missing;
  }

  Dataset<Row> read() {
    Dataset<Row> fields = fields();
    FieldKinds kinds = kinds(fields);
    // Spark's parser makes plain numbers several times faster than a cast of each column does.
    Dataset<Row> rows = reader(fields).schema(parsed(fields.schema(), kinds)).load(paths);
    return positional(rows).select(values(rows.schema(), kinds));
  }

  /** Every field as the text that it is, in the rows that the source's filter chooses. */
  Dataset<Row> readAsWritten(TableSource source) {
    Dataset<Row> fields = fields();
    if (source.filter() == null) {
      return fields;
    }
    // The filter speaks of values: of numbers, and not of their texts.
    String[] names = fields.columns();
    Column[] values = values(fields.schema(), kinds(fields));
    Column[] both = Arrays.copyOf(values, names.length + 1);
    both[names.length] =
        struct(
                IntStream.range(0, names.length)
                    .mapToObj(i -> Table.column(i).as(names[i]))
                    .toArray(Column[]::new))
            .as(WRITTEN);
    Dataset<Row> rows = positional(fields);
    // The first tells what is wrong with the condition, among the columns that the user knows.
    source.filtered(rows.select(values));
    return source.filtered(rows.select(both)).select(WRITTEN + ".*");
  }

  /** Every field as text. */
  private Dataset<Row> fields() {
    Dataset<Row> fields = reader().load(paths);
    if (fields.columns().length == 0) {
      throw new DataException(
          where + ": expected a header, found an empty file at " + String.join(", ", paths));
    }
    return reader(fields).schema(fields.schema()).load(paths);
  }

  private DataFrameReader reader() {
    return spark.read().format("csv").options(options.spark());
  }

  /**
   * A reader that compares the headers of the files, as columns could change places. A header with
   * a name left out never equals the name that the column got, but one file has nothing to differ
   * from.
   */
  private DataFrameReader reader(Dataset<Row> fields) {
    String[] names = fields.columns();
    boolean nameless = IntStream.range(0, names.length).anyMatch(i -> names[i].equals("_c" + i));
    boolean compares = !nameless || fields.inputFiles().length > 1;
    return reader().option("enforceSchema", !compares);
  }

  private Dataset<Row> positional(Dataset<Row> rows) {
    return new Table(where, String.join(", ", paths), rows).positional();
  }

  private FieldKinds kinds(Dataset<Row> fields) {
    FieldKinds none = new FieldKinds(fields.columns().length, missing);
    FieldKinds kinds = LineScan.kinds(spark.read().textFile(paths), options, none);
    return kinds != null ? kinds : FieldScan.kinds(fields, none);
  }

  private static StructType parsed(StructType fields, FieldKinds kinds) {
    StructType parsed = new StructType();
    for (StructField field : fields.fields()) {
      boolean number = isText(field) && kinds.decimal(parsed.size());
      parsed = parsed.add(field.name(), number ? DataTypes.DoubleType : field.dataType());
    }
    return parsed;
  }

  /** The columns with nothing for a missing value, and numbers where all fields are numbers. */
  private Column[] values(StructType type, FieldKinds kinds) {
    Object[] nothing = Arrays.copyOf(missing.toArray(), missing.size() + 1);
    nothing[missing.size()] = "";
    Column[] values = new Column[type.size()];
    for (int i = 0; i < values.length; i++) {
      StructField field = type.fields()[i];
      Column value = Table.column(i);
      if (isText(field)) {
        value = when(not(value.isin(nothing)), value);
        value = kinds.numeric(i) ? value.cast("double") : value;
      }
      values[i] = value.as(field.name());
    }
    return values;
  }

  /** Columns that Spark made out of the names of folders have a type. */
  static boolean isText(StructField field) {
    return field.dataType().equals(DataTypes.StringType);
  }
}
