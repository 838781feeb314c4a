package io.ganglion.spark.table;

import org.apache.spark.sql.SparkSession;

/** The rows that a query in Spark SQL selects. */
public record QueryTable(String sql) implements TableOrigin {
  @Override
  public Table read(SparkSession spark, TableSource source, boolean asWritten) {
    String query = sql.strip().replaceFirst(";+\\s*$", "");
    return source.table(
        "query '" + query + "'",
        () ->
            SqlFailures.explained(
                source.where() + ": cannot run the query '" + query + "'",
                "correct the SQL, which has to be one select",
                // As part of a select, nothing but a query has a meaning: no table can be dropped.
                () -> spark.sql("SELECT * FROM (\n" + query + "\n)")));
  }
}
