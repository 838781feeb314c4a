package io.ganglion.spark.table;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Where a table is read from.
 *
 * @param where what a message calls it, such as the key {@code data.train}
 * @param origin files, a table of the catalog, or a query
 * @param filter a condition in Spark SQL that rows have to meet; null: all are read
 * @param missing texts that stand for no value in a CSV file; an empty field always does
 */
public record TableSource(String where, TableOrigin origin, String filter, List<String> missing) {
  public TableSource {
    missing = List.copyOf(missing);
  }

  /**
   * Finds the table and the types of its columns. A CSV file is read once for that.
   *
   * @throws DataException if there is no such table, or it cannot be read
   */
  public Table read(SparkSession spark) {
    return origin.read(spark, this, false);
  }

  /**
   * Finds the table with the fields of a CSV file as the texts that they are.
   *
   * @throws DataException if there is no such table, or it cannot be read
   */
  public Table readAsWritten(SparkSession spark) {
    return origin.read(spark, this, true);
  }

  /** The table of rows that the filter still has to choose from. */
  Table table(String location, Supplier<Dataset<Row>> rows) {
    return filteredTable(location, () -> filtered(rows.get()));
  }

  /** The table of rows that the filter has chosen. */
  Table filteredTable(String location, Supplier<Dataset<Row>> rows) {
    Dataset<Row> chosen = SourceFailures.explained(where, location, rows::get);
    if (chosen.columns().length == 0) {
      throw new DataException(where + ": expected columns, found none in " + location);
    }
    return new Table(where, filter == null ? location : location + " where " + filter, chosen);
  }

  /**
   * The rows that meet the condition.
   *
   * @throws DataException if it can't be parsed, names no column, or is not a condition
   */
  public Dataset<Row> filtered(Dataset<Row> rows) {
    return filtered(where, rows, filter);
  }

  /**
   * The rows that meet a condition.
   *
   * @param where what a message calls them
   * @param filter null for all
   * @throws DataException if it can't be parsed, names no column, or is not a condition
   */
  public static Dataset<Row> filtered(String where, Dataset<Row> rows, String filter) {
    if (filter == null) {
      return rows;
    }
    return SqlFailures.explained(
        where + ": cannot choose rows where '" + filter + "'",
        "expected a condition on columns in Spark SQL, such as \"age > 17\"",
        () -> rows.where(filter));
  }
}
