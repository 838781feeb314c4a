package io.ganglion.spark.graph;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Rows that windows and joins made, kept for several readers. */
final class KeptRows {
  private static final int FEW = 16;

  private KeptRows() {}

  /**
   * Keeps rows in memory, and on disk where memory does not suffice. Spark spreads what a window or
   * a join makes over {@code spark.sql.shuffle.partitions}, 200 as a rule, and never joins those of
   * rows that are kept: of few rows each partition would cost a task with next to nothing to do, at
   * each reading.
   */
  static Dataset<Row> of(Dataset<Row> rows) {
    int parallel = rows.sparkSession().sparkContext().defaultParallelism();
    return rows.coalesce(Math.max(FEW, 2 * parallel)).persist(StorageLevel.MEMORY_AND_DISK());
  }
}
