package io.ganglion.job;

import io.ganglion.model.TrainedModel;
import io.ganglion.spark.PredictionWriter;
import io.ganglion.spark.Scoring;
import io.ganglion.spark.Table;
import io.ganglion.spark.TableFormat;
import io.ganglion.spark.TableSource;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adds a model's predictions to the rows of a table. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Writes the input's columns with a model's predictions added.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ganglion predict --model runs/boston/model --data conf/data/boston_test.csv"
          + " --output predictions.csv",
      "  ganglion predict --model runs/boston --data new.parquet --output scored.parquet"
          + " --overwrite",
      "  ganglion predict --model runs/boston --data conf/data/boston_test.csv --output hidden.csv"
          + " --layer dense_1"
    })
final class PredictCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The model, or the output folder of its training.")
  private String model;

  @Option(names = "--data", required = true, paramLabel = "PATH", description = "The table.")
  private String data;

  @Option(
      names = "--format",
      description = "csv or parquet, where the ending of --data doesn't tell.")
  private TableFormat format;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "A new folder of files, csv or parquet as its ending tells.")
  private String output;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "Writes the activations of this layer in place of predictions.")
  private String layer;

  @Option(
      names = "--invalid",
      description =
          "What becomes of a row with a value that is no number: error (default) or skip.")
  private Scoring.Invalid invalid = Scoring.Invalid.ERROR;

  @Option(names = "--overwrite", description = "Replaces what is at --output.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = Sparks.open("predict")) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      PredictionWriter writer = PredictionWriter.to(output, hadoop, overwrite);
      TrainedModel trained = Models.read(model, hadoop);
      TableSource source = new TableSource("--data", data, format, trained.schema().missing());
      Scoring scoring = new Scoring(spark, trained, layer, invalid);
      Table table = source.readAsWritten(spark);
      writer.write(scoring.score(table), table);
      if (scoring.warning() != null) {
        System.out.println("warning: " + scoring.warning());
      }
      System.out.printf(
          "predicted %s rows%s%noutput    %s%n",
          Numbers.count(scoring.scored()),
          scoring.skipped() == 0 ? "" : ", skipped " + Numbers.count(scoring.skipped()),
          writer.location());
    }
    return ExitCode.DONE;
  }
}
