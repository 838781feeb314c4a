package io.ganglion.job;

import io.ganglion.data.Schema;
import io.ganglion.job.report.Findings;
import io.ganglion.model.Checkpoints;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.Network;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.scoring.Forecasts;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.LabelledRows;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.train.Cluster;
import io.ganglion.train.DivergedException;
import io.ganglion.train.Evaluation;
import io.ganglion.train.Listeners;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.Scores;
import io.ganglion.train.TargetCheck;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingPoint;
import io.ganglion.train.TrainingResult;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** One run of a job: data, network, training, final scores, publication. */
final class TrainRun {
  /** The launcher knows whether its output is a terminal; Java can't tell before version 22. */
  private static final boolean TERMINAL = System.getenv("GANGLION_TERMINAL") != null;

  private final Job job;
  private final TrainingSpec training;
  private final Fit fit;
  private final SparkSession spark;
  private final Beginning beginning;
  private final JobTables tables;
  private final PrintStream out;

  TrainRun(Job job, SparkSession spark, PrintStream out) {
    this.job = job;
    this.training = job.training();
    this.fit = new Fit(job);
    this.spark = spark;
    this.beginning = Beginning.of(job, spark.sparkContext().hadoopConfiguration(), out);
    this.tables = new JobTables(job, beginning.columns(), spark, out);
    this.out = out;
  }

  /** Shows what would be done. */
  void plan() {
    try (TrainingRows rows = tables.training(tables.splits())) {
      Schema schema = schema(rows);
      TrainingPlan.showColumns(schema, out);
      ModelSpec spec = fit.spec(schema);
      Network network = fit.bind(spec, schema);
      beginning.weights(spec, network, training.seed());
      new TrainingPlan(training, spec, network, rows).show(out, spark.sparkContext());
      out.println("dry run  nothing is trained, nothing is written");
    }
  }

  /** The network as the data's columns make it. */
  Network network() {
    try (TrainingRows rows = tables.training(tables.splits())) {
      return fit.bind(fit.spec(schema(rows)), schema(rows));
    }
  }

  /**
   * Trains, from the checkpoint of a run that did not end if there is one, and publishes into the
   * output folder.
   *
   * @param tree the job as it was parsed, by which checkpoints know it
   * @return the line for the user that names the model and its score
   */
  String train(RunFolder folder, Object tree) throws IOException {
    Gate gate = job.gate() == null ? null : new Gate(job, spark, folder.output().toString(), out);
    if (gate != null) {
      gate.check();
    }
    TableSplits splits = tables.splits();
    try (TrainingRows rows = tables.training(splits);
        LabelledRows heldOut = tables.holdout(splits, rows);
        LabelledRows test = tables.test(splits, rows)) {
      Schema schema = schema(rows);
      ModelSpec spec = fit.spec(schema);
      Network network = fit.bind(spec, schema);
      float[] weights = beginning.weights(spec, network, training.seed());
      new TrainingPlan(training, spec, network, rows).show(out, spark.sparkContext());
      Cluster holdout = heldOut == null ? rows.holdout() : heldOut.rows();
      Cluster tested = test == null ? rows.test() : test.rows();
      if (tested != null) {
        TargetCheck.of(spec.loss(), tested, "test");
      }
      Checkpoints checkpoints =
          folder.checkpoints(
              Fingerprint.of(tree, beginning, rows.training(), holdout),
              training.checkpoint().keep());
      warnOfDisk(rows.training());
      TrainingResult result = train(spec, weights, rows, holdout, folder, checkpoints);
      out.printf("best     epoch %d; stopped: %s%n", result.bestEpoch(), result.stopped());
      DataFacts heldOutFacts = heldOut == null ? null : heldOut.facts();
      DataFacts testFacts = test == null ? null : test.facts();
      Map<String, Scores> scores = scores(spec, result, rows.training(), holdout, tested);
      TrainedModel model = new TrainedModel(schema, spec, result.weights(), Map.of());
      Verdict verdict = null;
      if (gate != null) {
        try {
          verdict = judge(gate, schema, scores, tested == null ? holdout : tested);
        } catch (RefusedException e) {
          checkpoints.clear();
          String kept = folder.keep("refused", "its weights", model);
          throw new RefusedException(e.getMessage() + ": nothing is published; " + kept);
        }
      }
      Forecasts forecasts = tables.forecasts(splits, model);
      Findings findings =
          new Judge(spec, schema, result.weights())
              .findings(
                  rows.training(),
                  holdout,
                  tested,
                  result.epochs().size(),
                  training.seed(),
                  forecasts);
      Outcome outcome =
          new Outcome(spec, rows, heldOutFacts, testFacts, result, scores, verdict, findings);
      outcome
          .scores()
          .forEach(
              (split, found) ->
                  out.printf("%-8s %s%n", split, ScoreText.line(found, schema.units())));
      String published = new Publication(job, folder, outcome).publish(spark);
      folder.unguard();
      checkpoints.clear();
      out.printf("report   %s/report.html%n", folder.output());
      return published;
    }
  }

  private Schema schema(TrainingRows rows) {
    return rows.schema().withMissing(job.data().missing());
  }

  /** The rows are in their shards by now, so that it is known where they lie. */
  private void warnOfDisk(SparkCluster rows) {
    long[] bytes = rows.stored();
    if (bytes[1] > 0) {
      out.printf(
          "warning: memory holds %s of the rows, and disk %s, which each epoch reads anew: give"
              + " spark.executor.memory more, or take it as it is%n",
          Numbers.bytes(bytes[0]), Numbers.bytes(bytes[1]));
    }
  }

  private TrainingResult train(
      ModelSpec spec,
      float[] weights,
      TrainingRows rows,
      Cluster holdout,
      RunFolder folder,
      Checkpoints checkpoints)
      throws IOException {
    TrainingPoint start = start(checkpoints, weights.length);
    Progress progress = new Progress(out, TERMINAL, rows.schema().units());
    CheckpointWriter writer = new CheckpointWriter(checkpoints, training, out);
    folder.guard(writer, out);
    try {
      Listeners listeners = new Listeners(List.of(progress, new EpochLog(folder.runId()), writer));
      return fit.train(spec, weights, rows.training(), holdout, start, listeners);
    } catch (DivergedException e) {
      TrainState last = e.lastFinite();
      Map<String, Object> facts = Map.of("epoch", last.epoch);
      TrainedModel model = new TrainedModel(schema(rows), spec, last.weights, facts);
      String saved = folder.keep("salvaged", "the last finite weights", model);
      checkpoints.clear();
      throw new DivergedException(e.getMessage() + "; " + saved, last);
    } finally {
      progress.finish();
    }
  }

  private Verdict judge(Gate gate, Schema schema, Map<String, Scores> scores, Cluster rows) {
    String split = scores.containsKey("test") ? "test" : "holdout";
    Verdict verdict = gate.judge(schema, split, scores.get(split), rows);
    if (!verdict.passed()) {
      throw new RefusedException("gate: the new model has " + verdict.text());
    }
    out.printf("gate     %s: passed%n", verdict.text());
    return verdict;
  }

  /** Where a run before this one left off; null for the beginning. */
  private TrainingPoint start(Checkpoints checkpoints, int parameters) throws IOException {
    TrainingPoint point = null;
    if (training.checkpoint().resume()) {
      Checkpoints.Found found = checkpoints.newest(parameters);
      point = found.point();
      found.notes().forEach(note -> out.println("warning: checkpoint " + note));
      if (point == null && !found.notes().isEmpty()) {
        out.println("warning: no checkpoint can be gone on from: training starts anew");
      }
    }
    if (point == null) {
      checkpoints.clear();
    } else {
      out.printf(
          "resume   after epoch %d of %d, by the checkpoint of a run that did not end%n",
          point.state().epoch, training.epochs());
    }
    return point;
  }

  private static Map<String, Scores> scores(
      ModelSpec spec, TrainingResult result, Cluster training, Cluster holdout, Cluster test) {
    TrainState best = TrainState.start(result.weights(), 0);
    Map<String, Scores> scores = new LinkedHashMap<>();
    scores.put("train", Evaluation.of(spec, best, training, "final: train"));
    if (holdout != null) {
      scores.put("holdout", Evaluation.of(spec, best, holdout, "final: held-out"));
    }
    if (test != null) {
      scores.put("test", Evaluation.of(spec, best, test, "final: test"));
    }
    return scores;
  }
}
