package io.ganglion.job;

import io.ganglion.data.SequenceWindows;
import io.ganglion.data.Sequences;
import io.ganglion.data.Units;
import io.ganglion.model.KnownSchema;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.scoring.Forecasts;
import io.ganglion.spark.sequence.SequenceTables;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.LabelledRows;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;

/** The tables of a job, read into shards; tells the user what it finds. */
final class JobTables {
  /** For those who need not hear what is found. */
  static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  /** Below that many steps a shard and epoch, another shard would not pay. */
  private static final long STEPS_PER_SHARD = 100;

  private static final int MOST_SHARDS = 64;

  private final Job job;
  private final KnownSchema known;
  private final TrainingSpec training;
  private final Sequences sequences;
  private final Units units;
  private final JobGraphs graphs;
  private final SparkSession spark;
  private final PrintStream out;

  /**
   * The tables of a job.
   *
   * @param known the columns of a model to take them by; null to learn them
   * @param out what is found goes there
   */
  JobTables(Job job, KnownSchema known, SparkSession spark, PrintStream out) {
    this.job = job;
    this.known = known;
    this.training = job.training();
    this.sequences = job.sequences();
    this.units = job.units();
    this.graphs = job.graphs() == null ? null : new JobGraphs(job, known, spark, out);
    this.spark = spark;
    this.out = out;
  }

  /**
   * The training table, and what its columns split off it.
   *
   * @throws io.ganglion.spark.table.DataException if there is no such table or column
   */
  TableSplits splits() {
    if (graphs != null) {
      return new TableSplits(graphs.examples(), null, null, null);
    }
    Table table = job.data().train().table("data.train", job.data().missing()).read(spark);
    return sequences == null ? JobSplits.ofRows(job.data(), table) : sequenceSplits(table);
  }

  private TableSplits sequenceSplits(Table table) {
    SequenceTables.notes(table, sequences.form(), job.data().roles())
        .forEach(note -> out.println("series   " + note));
    return JobSplits.ofSequences(job.data(), table, sequences);
  }

  /**
   * The training rows in shards, and the held-out and test rows that are drawn from them.
   *
   * @throws io.ganglion.spark.table.DataException if they can't be learned from
   */
  TrainingRows training(TableSplits splits) {
    TrainingRows rows = graphs == null ? rows(splits) : graphs.rows(this::shards);
    show(rows);
    return rows;
  }

  private TrainingRows rows(TableSplits splits) {
    DataSpec data = job.data();
    boolean windows = data.sequence() instanceof SequenceWindows;
    TrainingRequest request =
        new TrainingRequest(
            sequences == null
                ? data.roles()
                : SequenceTables.roles(splits.training(), sequences.form(), data.roles()),
            sequences,
            training.loss().target(),
            training.targets(),
            training.classWeights(),
            data.classes(),
            windows ? 0.0 : data.testShare(),
            windows ? 0.0 : data.holdoutShare(),
            training.seed(),
            this::shards,
            known);
    return TrainingRows.load(splits.training(), request);
  }

  private void show(TrainingRows rows) {
    DataFacts facts = rows.facts();
    out.printf(
        "train    %s: %s %s, %s%n",
        Secrets.hidden(facts.location()),
        Numbers.count(facts.allRows()),
        units.examples(),
        Numbers.counted(rows.schema().features().size(), "feature"));
    out.printf(
        "         %s training %s in %d %s, %s%n",
        Numbers.count(rows.training().examples()),
        units.examples(),
        rows.training().shards(),
        rows.training().shards() == 1 ? "shard" : "shards",
        heldOut(facts) + tested(facts));
    facts.warnings().forEach(this::warn);
  }

  private String heldOut(DataFacts facts) {
    if (facts.heldOut() > 0) {
      return Numbers.count(facts.heldOut()) + " held out";
    }
    return job.data().holdsOut()
        ? "held-out " + units.examples() + " of their own"
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
    return part instanceof PartSpec.OwnTable own ? own(where, own) : splitOff;
  }

  private Table own(String where, PartSpec.OwnTable part) {
    return part.source().table(where, job.data().missing()).read(spark);
  }

  /**
   * The forecasts of a model for the test part, else the held-out part, else all; null where it
   * forecasts nothing.
   */
  Forecasts forecasts(TableSplits splits, TrainedModel model) {
    if (!(job.data().sequence() instanceof SequenceWindows)) {
      return null;
    }
    DataSpec data = job.data();
    boolean tested = splits.test() != null || data.test() != null;
    PartSpec part = tested ? data.test() : data.holdout();
    if (part instanceof PartSpec.OwnTable own) {
      Table table = own(tested ? "data.test" : "data.holdout", own);
      Table marked = TableSplits.marked(table, null, null, null);
      return Forecasts.of(spark, model, marked, Forecasts.Rows.TRAINING);
    }
    Forecasts.Rows rest =
        splits.holdout() == null ? Forecasts.Rows.TRAINING : Forecasts.Rows.HOLDOUT;
    return Forecasts.of(spark, model, splits.marked(), tested ? Forecasts.Rows.TEST : rest);
  }

  private LabelledRows labelled(String name, Table table, TrainingRows rows, int shards) {
    if (table == null) {
      return null;
    }
    LabelledRows labelled =
        LabelledRows.load(table, rows.schema(), training.loss().target(), shards);
    DataFacts facts = labelled.facts();
    out.printf(
        "%-8s %s: %s %s%n",
        name, Secrets.hidden(facts.location()), Numbers.count(facts.rows()), units.examples());
    facts.warnings().forEach(this::warn);
    return labelled;
  }

  private void warn(String warning) {
    out.println("warning: " + warning);
  }
}
