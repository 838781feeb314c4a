package io.ganglion.job;

import io.ganglion.data.Schema;
import io.ganglion.model.KnownSchema;
import io.ganglion.model.ModelException;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.LabelledRows;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.train.Cluster;
import io.ganglion.train.EarlyStopping;
import io.ganglion.train.Evaluation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainState;
import java.io.PrintStream;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;

/** Judges a new model before it takes the place of the published one. */
final class Gate {
  private final Job job;
  private final SparkSession spark;
  private final String published;
  private final PrintStream out;

  /**
   * The gate of a job.
   *
   * @param published the output folder, with the model of an earlier run or without
   * @param out warnings go there
   */
  Gate(Job job, SparkSession spark, String published, PrintStream out) {
    this.job = job;
    this.spark = spark;
    this.published = published;
    this.out = out;
  }

  /**
   * Looks at the published model before another is trained.
   *
   * @throws RefusedException if all depends on it, and it can't be read or has another loss
   */
  void check() {
    GateSpec spec = job.gate();
    if (spec.previous() && !spec.bounded() && exists()) {
      try {
        published();
      } catch (ModelException e) {
        throw refused(e);
      }
    }
  }

  /**
   * Judges a model by its scores on the rows of a split, and the published model by the same rows.
   *
   * @param schema of the rows
   * @param rows of the split
   * @throws RefusedException if all depends on the published model, and that can't be judged by
   *     them
   */
  Verdict judge(Schema schema, String split, Scores scores, Cluster rows) {
    GateSpec spec = job.gate();
    double value = scores.get(spec.metric());
    try {
      Scores before = spec.previous() ? before(schema, split, rows) : null;
      return new Verdict(spec, split, value, before);
    } catch (RefusedException e) {
      if (!spec.holds(value)) {
        throw e;
      }
      out.println("warning: " + e.getMessage());
      return new Verdict(spec, split, value, null);
    }
  }

  private Scores before(Schema schema, String split, Cluster rows) {
    if (!exists()) {
      return null;
    }
    try {
      TrainedModel model = published();
      boolean alike =
          model.schema().features().equals(schema.features())
              && model.schema().label().equals(schema.label())
              && Objects.equals(model.schema().sequences(), schema.sequences())
              && Objects.equals(model.schema().graphs(), schema.graphs());
      return alike ? scores(model, rows) : encodedAnew(model, split);
    } catch (ModelException | DataException e) {
      throw refused(e);
    }
  }

  private RefusedException refused(RuntimeException e) {
    return new RefusedException(
        "gate: the model in "
            + published
            + " can't be judged by these rows, so that nothing can be said to be no worse: "
            + e.getMessage()
            + ": leave out orNotWorseThan once, or take another output folder");
  }

  private boolean exists() {
    return Models.exists(published, spark.sparkContext().hadoopConfiguration());
  }

  /** The published model, whose loss is that of the job where models are judged by it. */
  private TrainedModel published() {
    TrainedModel model = Models.read(published, spark.sparkContext().hadoopConfiguration());
    boolean byLoss = job.gate().metric().equals(EarlyStopping.LOSS);
    if (byLoss && !model.spec().loss().equals(job.training().loss())) {
      throw new ModelException(
          "its loss is %s, and not %s"
              .formatted(model.spec().loss().kind(), job.training().loss().kind()));
    }
    return model;
  }

  /** The same rows by the columns of another model: the split knows nothing of encodings. */
  private Scores encodedAnew(TrainedModel model, String split) {
    KnownSchema columns = new KnownSchema("model " + published, model.schema(), false, false);
    JobTables tables = new JobTables(job, columns, spark, JobTables.NOWHERE);
    TableSplits splits = tables.splits();
    try (TrainingRows rows = tables.training(splits);
        LabelledRows own =
            split.equals("test") ? tables.test(splits, rows) : tables.holdout(splits, rows)) {
      Cluster drawn = split.equals("test") ? rows.test() : rows.holdout();
      return scores(model, own == null ? drawn : own.rows());
    }
  }

  private Scores scores(TrainedModel model, Cluster rows) {
    ModelSpec of = model.spec();
    ModelSpec judged =
        new ModelSpec(
            of.network(), of.columns(), of.loss(), job.training().metrics(), of.scaling());
    TrainState state = TrainState.start(model.weights(), 0);
    return Evaluation.of(judged, state, rows, "gate: the published model");
  }
}
