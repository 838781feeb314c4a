package io.ganglion.spark.table;

import org.apache.spark.sql.SparkSession;

/** What a table is read from. */
public sealed interface TableOrigin permits FileTable, CatalogTable, QueryTable, DatasetTable {
  /**
   * Finds the table.
   *
   * @param source that it is for
   * @param asWritten whether the fields of text files stay the texts that they are
   * @throws DataException if it is not there or can't be read
   */
  Table read(SparkSession spark, TableSource source, boolean asWritten);
}
