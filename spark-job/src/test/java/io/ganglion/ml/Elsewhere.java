package io.ganglion.ml;

import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Loads a pipeline in a JVM of its own, and writes what it predicts. */
final class Elsewhere {
  private Elsewhere() {}

  /** Arguments: the folder of the pipeline, a table in Parquet, the folder to write. */
  public static void main(String[] arguments) {
    SparkSession spark = PlainSpark.session();
    Dataset<Row> rows = spark.read().parquet(arguments[1]);
    PipelineModel.load(arguments[0]).transform(rows).write().parquet(arguments[2]);
    spark.stop();
  }
}
