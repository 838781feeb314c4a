package io.ganglion.bench;

import io.ganglion.ml.NeuralNetworkClassificationModel;
import io.ganglion.ml.NeuralNetworkClassifier;
import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The throughput of a transformer beside that of Spark's own perceptron, both 784-512-256-10 on the
 * same cached vectors, in turn, in a session without settings.
 */
final class TransformBench {
  private static final int ROWS = 60_000;
  private static final int FEATURES = 784;
  private static final int CLASSES = 10;
  private static final int ROUNDS = 5;

  private TransformBench() {}

  static void run() throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("transform")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      spark.sparkContext().setLogLevel("ERROR");
      Dataset<Row> rows = rows(spark).persist(StorageLevel.MEMORY_ONLY());
      rows.count();
      Dataset<Row> few = rows.limit(200);
      NeuralNetworkClassificationModel ours =
          new NeuralNetworkClassifier()
              .setLayers("512 sigmoid, 256 sigmoid")
              .setMaxIter(1)
              .fit(few);
      Transformer theirs =
          new MultilayerPerceptronClassifier()
              .setLayers(new int[] {FEATURES, 512, 256, CLASSES})
              .setMaxIter(1)
              .fit(few);
      // So that both are compiled.
      seconds(theirs, rows);
      seconds(ours, rows);
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        double theirSeconds = seconds(theirs, rows);
        double ourSeconds = seconds(ours, rows);
        ratios[round] = theirSeconds / ourSeconds;
        Bench.say(
            "transform of %d rows: %.2f s, Spark's perceptron %.2f s: %.1f times",
            ROWS, ourSeconds, theirSeconds, ratios[round]);
      }
      Arrays.sort(ratios);
      Bench.say("transform: median %.1f times", ratios[ROUNDS / 2]);
    }
  }

  private static double seconds(Transformer model, Dataset<Row> rows) {
    long start = System.nanoTime();
    model.transform(rows).write().format("noop").mode("overwrite").save();
    return 1e-9 * (System.nanoTime() - start);
  }

  private static Dataset<Row> rows(SparkSession spark) {
    JavaRDD<Row> rows =
        spark
            .range(0, ROWS, 1, 4)
            .toJavaRDD()
            .map(id -> RowFactory.create(vector(id), (double) (id % CLASSES)));
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType));
  }

  private static Object vector(long id) {
    double[] values = new double[FEATURES];
    for (int c = 0; c < FEATURES; c++) {
      values[c] = Seeds.normal(id, c);
    }
    return Vectors.dense(values);
  }
}
