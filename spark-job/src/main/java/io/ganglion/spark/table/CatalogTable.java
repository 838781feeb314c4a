package io.ganglion.spark.table;

import org.apache.spark.sql.SparkSession;

/**
 * A table or view of Spark's catalog.
 *
 * @param name with its database where that isn't the default one
 */
public record CatalogTable(String name) implements TableOrigin {
  @Override
  public Table read(SparkSession spark, TableSource source, boolean asWritten) {
    return source.table(
        "table " + name,
        () ->
            SqlFailures.explained(
                source.where() + ": cannot open table '" + name + "'",
                "check its name, and that Spark's catalog is the one that has it",
                () -> spark.table(name)));
  }
}
