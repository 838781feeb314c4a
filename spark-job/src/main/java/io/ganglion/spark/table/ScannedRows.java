package io.ganglion.spark.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;

/**
 * Rows as Spark's own code leaves them, which spares an object for each row and each of its values.
 * A row holds good until its iterator is asked again. Nothing checks a place or a type.
 */
public final class ScannedRows {
  private ScannedRows() {}

  /** The rows of a query. */
  public static JavaRDD<InternalRow> of(Dataset<Row> rows) {
    return execution(rows).toRdd().toJavaRDD();
  }

  /** By name, since the class that has the method is another one in each version of Spark. */
  static QueryExecution execution(Dataset<Row> rows) {
    try {
      return (QueryExecution)
          MethodHandles.publicLookup()
              .findVirtual(
                  rows.getClass(), "queryExecution", MethodType.methodType(QueryExecution.class))
              .invoke(rows);
    } catch (Throwable e) {
      throw new IllegalStateException(
          "expected Spark 3.5 to 4.1, found "
              + rows.sparkSession().version()
              + ": use one of those",
          e);
    }
  }
}
