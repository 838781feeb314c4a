package io.ganglion.spark.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Rows that a program has in hand. */
public record DatasetTable(Dataset<Row> rows) implements TableOrigin {
  @Override
  public Table read(SparkSession spark, TableSource source, boolean asWritten) {
    return source.table("the dataset", () -> rows);
  }
}
