package io.ganglion.spark;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Where a table is read from.
 *
 * @param where what a message calls it, such as the key {@code data.train}
 * @param path of a file, a folder of files of one format, or a pattern, as Hadoop resolves it
 * @param format null: told by the endings of the files
 * @param missing texts that stand for no value in a CSV file; an empty field always does
 */
public record TableSource(String where, String path, TableFormat format, List<String> missing) {
  public TableSource {
    missing = List.copyOf(missing);
  }

  /**
   * Finds the table and the types of its columns. A CSV file is read once for that.
   *
   * @throws DataException if there is nothing at the path or it cannot be read
   */
  public Table read(SparkSession spark) {
    return read(spark, CsvReader::read);
  }

  /**
   * Finds the table with the fields of a CSV file as the texts that they are.
   *
   * @throws DataException if there is nothing at the path or it cannot be read
   */
  public Table readAsWritten(SparkSession spark) {
    return read(spark, CsvReader::readAsWritten);
  }

  private Table read(SparkSession spark, BiFunction<CsvReader, SparkSession, Dataset<Row>> csv) {
    SourcePath found = SourcePath.find(where, path, spark.sparkContext().hadoopConfiguration());
    TableFormat known = format == null ? found.format() : format;
    String location = found.toString();
    Dataset<Row> rows =
        switch (known) {
          case CSV -> csv.apply(new CsvReader(where, location, Set.copyOf(missing)), spark);
          case PARQUET ->
              SourceFailures.explained(
                  where, location, () -> spark.read().format("parquet").load(location));
        };
    return new Table(where, location, rows);
  }
}
