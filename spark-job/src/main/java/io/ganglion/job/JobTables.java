package io.ganglion.job;

import io.ganglion.spark.ColumnRoles;
import io.ganglion.spark.DataFacts;
import io.ganglion.spark.LabelledRows;
import io.ganglion.spark.RowRule;
import io.ganglion.spark.Table;
import io.ganglion.spark.TableSplits;
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
   * The training table, and what its columns split off it.
   *
   * @throws io.ganglion.spark.DataException if there is no such table or column
   */
  TableSplits splits() {
    DataSpec data = job.data();
    Table table = data.train().table("data.train", data.missing()).read(spark);
    SplitSpec split = data.split();
    return split != null
        ? TableSplits.exclusive(table, split.training(), split.holdout(), split.test())
        : TableSplits.of(table, rule(data.holdout()), rule(data.test()));
  }

  private static RowRule rule(PartSpec part) {
    return part instanceof PartSpec.ByColumn by ? by.rule() : null;
  }

  /**
   * The training rows in shards, and the held-out and test rows that are drawn from them.
   *
   * @throws io.ganglion.spark.DataException if they can't be learned from
   */
  TrainingRows training(TableSplits splits) {
    DataSpec data = job.data();
    TrainingRequest request =
        new TrainingRequest(
            new ColumnRoles(
                data.labels(), data.features(), data.excluded(), data.categorical(), data.weight()),
            training.loss().target(),
            training.targets(),
            training.classWeights(),
            data.testShare(),
            data.holdoutShare(),
            training.seed(),
            this::shards);
    TrainingRows rows = TrainingRows.load(splits.training(), request);
    DataFacts facts = rows.facts();
    out.printf(
        "train    %s: %s rows, %d features%n",
        facts.location(), Numbers.count(facts.allRows()), rows.schema().features().size());
    out.printf(
        "         %s training rows in %d %s, %s%n",
        Numbers.count(rows.training().examples()),
        rows.training().shards(),
        rows.training().shards() == 1 ? "shard" : "shards",
        heldOut(facts) + tested(facts));
    facts.warnings().forEach(this::warn);
    return rows;
  }

  private String heldOut(DataFacts facts) {
    if (facts.heldOut() > 0) {
      return Numbers.count(facts.heldOut()) + " held out";
    }
    return job.data().holdsOut()
        ? "held-out rows of their own"
        : "none held out: all epochs run, and the weights of the last one are kept";
  }

  private static String tested(DataFacts facts) {
    return facts.test() == 0 ? "" : "; " + Numbers.count(facts.test()) + " for the test";
  }

  /** A number that depends on the job and the rows, never on the cluster. */
  private int shards(long rows) {
    if (training.shards() > 0) {
      return (int) Math.min(training.shards(), rows);
    }
    long wanted = rows / (STEPS_PER_SHARD * training.learning().rowsAStep());
    return (int) Math.max(1, Math.min(MOST_SHARDS, wanted));
  }

  /**
   * The held-out rows that are not drawn from the training rows, by the columns of those; null
   * without any.
   */
  LabelledRows holdout(TableSplits splits, TrainingRows rows) {
    Table table = table("data.holdout", job.data().holdout(), splits.holdout());
    return labelled("holdout", table, rows, rows.training().shards());
  }

  /**
   * The test rows that are not drawn from the training rows, by the columns of those; null without
   * any.
   */
  LabelledRows test(TableSplits splits, TrainingRows rows) {
    Table table = table("data.test", job.data().test(), splits.test());
    return labelled("test", table, rows, TrainingRows.TEST_SHARDS);
  }

  private Table table(String where, PartSpec part, Table splitOff) {
    return part instanceof PartSpec.OwnTable own
        ? own.source().table(where, job.data().missing()).read(spark)
        : splitOff;
  }

  private LabelledRows labelled(String name, Table table, TrainingRows rows, int shards) {
    if (table == null) {
      return null;
    }
    LabelledRows labelled =
        LabelledRows.load(table, rows.schema(), training.loss().target(), shards);
    DataFacts facts = labelled.facts();
    out.printf("%-8s %s: %s rows%n", name, facts.location(), Numbers.count(facts.rows()));
    facts.warnings().forEach(this::warn);
    return labelled;
  }

  private void warn(String warning) {
    out.println("warning: " + warning);
  }
}
