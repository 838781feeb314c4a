package io.ganglion.spark;

import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads CSV files with a header. A column whose every field that is there is a number becomes
 * numeric; every other one stays text.
 *
 * @param missing texts that, beside the empty one, stand for no value
 */
record CsvReader(String where, String location, Set<String> missing) {

  Dataset<Row> read(SparkSession spark) {
    return SourceFailures.explained(where, location, () -> typed(fields(spark)));
  }

  /** Every field as the text that it is. */
  Dataset<Row> readAsWritten(SparkSession spark) {
    return SourceFailures.explained(where, location, () -> fields(spark));
  }

  /** Every field as text. */
  private Dataset<Row> fields(SparkSession spark) {
    Dataset<Row> fields =
        spark
            .read()
            .format("csv")
            .option("header", "true")
            // Spark's default takes the header of one file for all: columns could change places.
            .option("enforceSchema", "false")
            .option("mode", "FAILFAST")
            .option("escape", "\"")
            .option("ignoreLeadingWhiteSpace", "true")
            .option("ignoreTrailingWhiteSpace", "true")
            .load(location);
    if (fields.columns().length == 0) {
      throw new DataException(where + ": expected a header, found an empty file at " + location);
    }
    return fields;
  }

  private Dataset<Row> typed(Dataset<Row> fields) {
    String[] names = fields.columns();
    boolean[] numeric = numericColumns(fields, names.length);
    Column[] columns = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      Column field = Table.column(i);
      Column value = when(not(field.isin(missingAndEmpty())), field);
      columns[i] = (numeric[i] ? value.cast("double") : value).as(names[i]);
    }
    return new Table(where, location, fields).positional().select(columns);
  }

  private Object[] missingAndEmpty() {
    Object[] tokens = Arrays.copyOf(missing.toArray(), missing.size() + 1);
    tokens[missing.size()] = "";
    return tokens;
  }

  private boolean[] numericColumns(Dataset<Row> fields, int columns) {
    List<boolean[]> text = fields.javaRDD().mapPartitions(findText(columns, missing)).collect();
    boolean[] numeric = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      numeric[i] = text.stream().noneMatch(found -> found[column]);
    }
    return numeric;
  }

  /** One array a partition: which columns hold a text that is no number. */
  private static FlatMapFunction<java.util.Iterator<Row>, boolean[]> findText(
      int columns, Set<String> missing) {
    return rows -> {
      boolean[] text = new boolean[columns];
      while (rows.hasNext()) {
        Row row = rows.next();
        for (int i = 0; i < columns; i++) {
          String field = text[i] ? null : row.getString(i);
          text[i] |=
              field != null
                  && !field.isEmpty()
                  && !missing.contains(field)
                  && !NumberText.isNumber(field);
        }
      }
      return List.of(text).iterator();
    };
  }
}
