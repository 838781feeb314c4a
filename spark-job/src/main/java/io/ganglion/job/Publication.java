package io.ganglion.job;

import io.ganglion.config.Json;
import io.ganglion.data.Schema;
import io.ganglion.job.report.Report;
import io.ganglion.model.Folder;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.table.HadoopFolder;
import io.ganglion.train.History;
import io.ganglion.train.HistoryCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the output folder of a run that succeeded. The model is switched last, in one step, so
 * that a reader finds the old one or the new one, whole.
 */
final class Publication {
  private final Job job;
  private final RunFolder run;
  private final Outcome outcome;

  Publication(Job job, RunFolder run, Outcome outcome) {
    this.job = job;
    this.run = run;
    this.outcome = outcome;
  }

  /** Publishes, and returns the line for the user. */
  String publish(SparkSession spark) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Path model = new Path(run.output(), "model");
    try {
      run.requireHeld();
      Folder folder = new HadoopFolder(run.output(), hadoop);
      text(folder, "history.csv", HistoryCsv.write(new History(outcome.result().epochs())));
      text(folder, "metrics.json", Json.write(metrics()));
      String report = Report.html(Reports.data(job, run, outcome, spark.version()));
      text(folder, "report.html", Secrets.hidden(report));
      ModelFiles.write(new HadoopFolder(model, hadoop), model());
      text(folder, "_SUCCESS", run.runId() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("output " + run.output() + ": " + e.getMessage(), e);
    }
    String split = outcome.scores().containsKey("holdout") ? "holdout" : "train";
    return "model    "
        + model
        + ": "
        + split
        + " "
        + ScoreText.line(outcome.scores().get(split), outcome.rows().schema().units());
  }

  private static void text(Folder folder, String name, String text) throws IOException {
    folder.create(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private TrainedModel model() {
    Schema schema = outcome.rows().schema().withMissing(job.data().missing());
    return new TrainedModel(
        schema,
        outcome.spec(),
        outcome.result().weights(),
        ModelFacts.of(job, outcome.rows().training(), outcome.result()));
  }

  private Map<String, Object> metrics() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("epoch", outcome.result().bestEpoch());
    outcome.scores().forEach((split, scores) -> metrics.put(split, ScoreText.flat(scores)));
    if (outcome.verdict() != null) {
      metrics.put("gate", outcome.verdict().json());
    }
    return metrics;
  }
}
