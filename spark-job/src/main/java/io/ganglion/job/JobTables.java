package io.ganglion.job;

import io.ganglion.spark.ColumnRoles;
import io.ganglion.spark.DataFacts;
import io.ganglion.spark.LabelledRows;
import io.ganglion.spark.Table;
import io.ganglion.spark.TrainingRequest;
import io.ganglion.spark.TrainingRows;
import java.io.PrintStream;
import org.apache.spark.sql.SparkSession;

/** The tables of a job, read into shards; tells the user what it finds. */
final class JobTables {
  /** Below that many steps a shard and epoch, another shard would not pay. */
  private static final long STEPS_PER_SHARD = 100;

  private static final int MOST_SHARDS = 64;

  private final Job job;
  private final TrainingSpec training;
  private final SparkSession spark;
  private final PrintStream out;

  JobTables(Job job, SparkSession spark, PrintStream out) {
    this.job = job;
    this.training = job.training();
    this.spark = spark;
    this.out = out;
  }

  /**
   * The training table, split and in shards.
   *
   * @throws io.ganglion.spark.DataException if it can't be learned from
   */
  TrainingRows training() {
    DataSpec data = job.data();
    Table table = data.train().table("data.train", data.missing()).read(spark);
    TrainingRequest request =
        new TrainingRequest(
            new ColumnRoles(
                data.labels(), data.features(), data.exclude(), data.categorical(), data.weight()),
            training.loss().target(),
            training.targets() == TrainingSpec.Targets.STANDARDIZED,
            training.classWeights(),
            0.0,
            data.holdout(),
            training.seed(),
            this::shards);
    TrainingRows rows = TrainingRows.load(table, request);
    DataFacts facts = rows.facts();
    out.printf(
        "train    %s: %s rows, %d features%n",
        facts.location(), Numbers.count(facts.allRows()), rows.schema().features().size());
    out.printf(
        "         %s training rows in %d %s, %s%n",
        Numbers.count(rows.training().examples()),
        rows.training().shards(),
        rows.training().shards() == 1 ? "shard" : "shards",
        rows.holdout() == null
            ? "none held out: all epochs run, and the weights of the last one are kept"
            : Numbers.count(facts.heldOut()) + " held out");
    facts.warnings().forEach(this::warn);
    return rows;
  }

  /** A number that depends on the job and the rows, never on the cluster. */
  private int shards(long rows) {
    if (training.shards() > 0) {
      return (int) Math.min(training.shards(), rows);
    }
    long wanted = rows / (STEPS_PER_SHARD * training.batchSize());
    return (int) Math.max(1, Math.min(MOST_SHARDS, wanted));
  }

  /** The test table by the columns of the training table; null where the job names none. */
  LabelledRows test(TrainingRows rows) {
    SourceSpec source = job.data().test();
    if (source == null) {
      return null;
    }
    Table table = source.table("data.test", job.data().missing()).read(spark);
    LabelledRows test =
        LabelledRows.load(table, rows.schema(), training.loss().target(), TrainingRows.TEST_SHARDS);
    out.printf(
        "test     %s: %s rows%n", test.facts().location(), Numbers.count(test.facts().rows()));
    test.facts().warnings().forEach(this::warn);
    return test;
  }

  private void warn(String warning) {
    out.println("warning: " + warning);
  }
}
