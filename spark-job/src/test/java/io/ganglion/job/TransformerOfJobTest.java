package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.ml.NeuralNetworkClassificationModel;
import io.ganglion.ml.NeuralNetworkRegressionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of the command line is a transformer, and the other way round. */
final class TransformerOfJobTest {
  @TempDir static Path temp;
  private static JobFolder folder;
  private static String data;

  @BeforeAll
  static void train() {
    folder = new JobFolder(temp);
    data = folder.clouds("t.csv", 60, 1, "a", "b", "c");
    CommandLineRun.of("train", folder.classification(data, 3)).succeeded();
    predict("out", "told.csv");
  }

  private static void predict(String model, String output) {
    CommandLineRun.of(
            "predict",
            "--model",
            folder.path(model).toString(),
            "--data",
            data,
            "--output",
            folder.path(output).toString())
        .succeeded();
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("test")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }

  private static Dataset<Row> rows(SparkSession spark) {
    return spark.read().option("header", true).option("inferSchema", true).csv(data);
  }

  @Test
  void aModelOfTheCommandLineTransforms() throws IOException {
    List<String> told = folder.csv("told.csv");
    try (SparkSession spark = session()) {
      NeuralNetworkClassificationModel model =
          NeuralNetworkClassificationModel.load(folder.path("out").toString());

      List<Row> found = model.transform(rows(spark)).collectAsList();

      assertThat(model.labels()).containsExactly("a", "b", "c");
      assertThat(model.getLabelCol()).isEqualTo("kind");
      assertThat(found).hasSize(60);
      for (int r = 0; r < found.size(); r++) {
        List<String> fields = List.of(told.get(r + 1).split(",", -1));
        Row row = found.get(r);
        assertThat(model.labels().get((int) row.getDouble(row.fieldIndex("prediction"))))
            .isEqualTo(fields.get(3));
        assertThat(row.<org.apache.spark.ml.linalg.Vector>getAs("probability").apply(1))
            .isCloseTo(Double.parseDouble(fields.get(6)), within(1e-6));
      }
      model.registerFunction(spark, "kind_of");
      rows(spark).createOrReplaceTempView("points");
      assertThat(spark.sql("SELECT kind_of(struct(*)) FROM points").first().getString(0))
          .isEqualTo(List.of(told.get(1).split(",", -1)).get(3));
      assertThatThrownBy(() -> NeuralNetworkRegressionModel.load(folder.path("out").toString()))
          .hasMessageContaining("expected a model of numbers, found one of classes");
    }
  }

  @Test
  void aTransformerPredictsOnTheCommandLine() throws IOException {
    try (SparkSession spark = session()) {
      assertThat(spark.version()).isNotEmpty();
      NeuralNetworkClassificationModel.load(folder.path("out").toString())
          .save(folder.path("saved").toString());
    }
    predict("saved", "told-again.csv");

    assertThat(folder.csv("told-again.csv")).isEqualTo(folder.csv("told.csv"));
  }
}
