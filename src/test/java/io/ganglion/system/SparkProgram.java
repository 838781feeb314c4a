package io.ganglion.system;

import io.ganglion.job.Main;
import io.ganglion.ml.NeuralNetworkClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Commands of Ganglion and steps of Spark ML, one after the other in one process. */
final class SparkProgram {
  /** Stands between the commands. */
  static final String THEN = ";";

  private SparkProgram() {}

  public static void main(String[] arguments) throws IOException {
    List<String> command = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(THEN)) {
        run(command);
        command.clear();
      } else {
        command.add(argument);
      }
    }
    run(command);
  }

  private static void run(List<String> command) throws IOException {
    switch (command.get(0)) {
      case "parquet" -> table(command.get(1)).write().parquet(command.get(2));
      case "fit" -> fit(table(command.get(1)), command.get(2));
      case "score" -> score(command.get(1), table(command.get(2)), Path.of(command.get(3)));
      default -> {
        int exitCode = Main.execute(command.toArray(String[]::new));
        if (exitCode != 0) {
          throw new IllegalStateException(command + " ended with " + exitCode);
        }
      }
    }
  }

  private static Dataset<Row> table(String csv) {
    SparkSession session = SparkSession.builder().getOrCreate();
    return session.read().option("header", true).option("inferSchema", true).csv(csv);
  }

  private static void fit(Dataset<Row> flowers, String folder) throws IOException {
    PipelineStage[] stages = {
      new VectorAssembler()
          .setInputCols(new String[] {"sepal_length", "sepal_width", "petal_length", "petal_width"})
          .setOutputCol("features"),
      new NeuralNetworkClassifier()
          .setLabelCol("species")
          .setLayers("8 relu, dropout 0.1")
          .setMaxIter(5)
          .setHoldout(0.2)
    };
    new Pipeline().setStages(stages).fit(flowers).write().save(folder);
  }

  private static void score(String model, Dataset<Row> flowers, Path output) throws IOException {
    List<Row> answers =
        PipelineModel.load(model)
            .transform(flowers)
            .select("rawPrediction", "probability", "prediction")
            .collectAsList();
    Files.write(output, answers.stream().map(Row::toString).toList());
  }
}
