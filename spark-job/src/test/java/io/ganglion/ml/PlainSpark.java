package io.ganglion.ml;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A local Spark without any of Ganglion's settings, and small datasets in it. */
final class PlainSpark {
  private static SparkSession session;

  private PlainSpark() {}

  static synchronized SparkSession session() {
    if (session == null) {
      session =
          SparkSession.builder()
              .master("local[2]")
              .appName("test")
              .config("spark.ui.enabled", "false")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.sql.shuffle.partitions", "2")
              .getOrCreate();
    }
    return session;
  }

  /** Rows of three features, the label 2 x0 − x1 + 0.5, and flags that are true for each fifth. */
  static Dataset<Row> numbers(int count) {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = {random.nextGaussian(), 3 * random.nextGaussian() + 5, random.nextDouble()};
      rows.add(RowFactory.create(Vectors.dense(x), 2 * x[0] - x[1] + 0.5, i % 5 == 0, 1.0));
    }
    return dataset(rows);
  }

  /** Rows of three features around one of three centres, whose index is the label. */
  static Dataset<Row> classes(int count) {
    Random random = new Random(8);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 3;
      double[] x = new double[3];
      for (int c = 0; c < 3; c++) {
        x[c] = (c == label ? 2.0 : 0.0) + 0.5 * random.nextGaussian();
      }
      rows.add(RowFactory.create(Vectors.dense(x), (double) label, i % 5 == 0, 1.0));
    }
    return dataset(rows);
  }

  /** Rows of features, label, held-out flag and weight. */
  static Dataset<Row> dataset(List<Row> rows) {
    return withVectors(
        rows,
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("held", DataTypes.BooleanType)
            .add("weight", DataTypes.DoubleType));
  }

  /**
   * Rows with vectors in the column {@code features}, which are made by the tasks: Java serializes
   * no vector of Spark without Breeze.
   */
  static Dataset<Row> withVectors(List<Row> rows, StructType type) {
    int place = type.fieldIndex("features");
    List<Row> plain = new ArrayList<>();
    for (Row row : rows) {
      Object[] values = new Object[row.length() + 1];
      for (int i = 0; i < row.length(); i++) {
        values[i] = row.get(i);
      }
      Vector vector = row.getAs(place);
      values[place] = Arrays.stream(vector.toArray()).boxed().toList();
      values[row.length()] = vector instanceof SparseVector;
      plain.add(RowFactory.create(values));
    }
    StructType arrays = new StructType();
    for (StructField field : type.fields()) {
      boolean vectors = field.name().equals("features");
      arrays =
          arrays.add(
              field.name(),
              vectors ? DataTypes.createArrayType(DataTypes.DoubleType) : field.dataType());
    }
    UDF1<Vector, Vector> toSparse = Vector::toSparse;
    session().udf().register("to_sparse", toSparse, SQLDataTypes.VectorType());
    Column dense = array_to_vector(col("features"));
    return session()
        .createDataFrame(plain, arrays.add("sparse", DataTypes.BooleanType))
        .withColumn("features", when(col("sparse"), call_udf("to_sparse", dense)).otherwise(dense))
        .drop("sparse");
  }

  /** The numbers of a column. */
  static double[] column(Dataset<Row> rows, String name) {
    return rows.select(name).collectAsList().stream()
        .mapToDouble(row -> ((Number) row.get(0)).doubleValue())
        .toArray();
  }
}
