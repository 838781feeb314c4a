package io.ganglion.job;

import io.ganglion.config.Json;
import io.ganglion.loss.Loss;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.HadoopFolder;
import io.ganglion.spark.LabelledRows;
import io.ganglion.spark.TableFormat;
import io.ganglion.spark.TableSource;
import io.ganglion.spark.TargetPath;
import io.ganglion.spark.TrainingRows;
import io.ganglion.train.Evaluation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.Scores;
import io.ganglion.train.TargetCheck;
import io.ganglion.train.TrainState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loss and metrics of a model on labelled data. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Shows loss and metrics of a model on labelled data.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ganglion evaluate --model runs/boston/model --data conf/data/boston_test.csv",
      "  ganglion evaluate --model runs/boston --data new.parquet --json scores.json"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The model, or the output folder of its training.")
  private String model;

  @Option(names = "--data", required = true, paramLabel = "PATH", description = "The table.")
  private String data;

  @Option(names = "--format", description = "csv or parquet, where the ending doesn't tell.")
  private TableFormat format;

  @Option(names = "--json", paramLabel = "FILE", description = "Also writes the scores as JSON.")
  private String json;

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    try (SparkSession spark = Sparks.open("evaluate")) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      TargetPath file = json == null ? null : TargetPath.of("--json", json, hadoop);
      TrainedModel trained = Models.read(model, hadoop);
      ModelSpec spec = trained.spec();
      Loss.Target target = spec.loss().target();
      TableSource source = new TableSource("--data", data, format, trained.schema().missing());
      try (LabelledRows rows =
          LabelledRows.load(
              source.read(spark), trained.schema(), target, TrainingRows.TEST_SHARDS)) {
        rows.facts().warnings().forEach(warning -> out.println("warning: " + warning));
        TargetCheck.of(spec.loss(), rows.rows(), "given");
        TrainState state = TrainState.start(trained.weights(), 0);
        Scores scores = Evaluation.of(spec, state, rows.rows(), "evaluate");
        print(out, scores);
        if (json != null) {
          write(file, scores);
        }
      }
    }
    return ExitCode.DONE;
  }

  private static void print(PrintStream out, Scores scores) {
    out.printf("%-24s %s%n", "rows", Numbers.count(scores.rows()));
    out.printf("%-24s %s%n", "loss", Numbers.brief(scores.loss()));
    scores.metrics().forEach((name, value) -> out.printf("%-24s %s%n", name, Numbers.brief(value)));
  }

  private static void write(TargetPath file, Scores scores) throws IOException {
    new HadoopFolder(file.path().getParent(), file.files().getConf())
        .create(
            file.path().getName(),
            out ->
                out.write(Json.write(Publication.flat(scores)).getBytes(StandardCharsets.UTF_8)));
  }
}
