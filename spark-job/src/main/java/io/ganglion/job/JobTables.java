package io.ganglion.job;

import io.ganglion.data.Columns;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.SequenceWindows;
import io.ganglion.data.Sequences;
import io.ganglion.data.Shape;
import io.ganglion.data.Units;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.spark.ColumnRoles;
import io.ganglion.spark.DataFacts;
import io.ganglion.spark.Forecasts;
import io.ganglion.spark.LabelledRows;
import io.ganglion.spark.LatestRows;
import io.ganglion.spark.RowRule;
import io.ganglion.spark.SequenceTables;
import io.ganglion.spark.Table;
import io.ganglion.spark.TableSplits;
import io.ganglion.spark.TrainingRequest;
import io.ganglion.spark.TrainingRows;
import java.io.PrintStream;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The tables of a job, read into shards; tells the user what it finds. */
final class JobTables {
  /** Below that many steps a shard and epoch, another shard would not pay. */
  private static final long STEPS_PER_SHARD = 100;

  private static final int MOST_SHARDS = 64;

  private final Job job;
  private final TrainingSpec training;
  private final Sequences sequences;
  private final SparkSession spark;
  private final PrintStream out;

  JobTables(Job job, SparkSession spark, PrintStream out) {
    this.job = job;
    this.training = job.training();
    this.sequences = sequences(job);
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
    if (sequences != null) {
      return sequenceSplits(table);
    }
    return split != null
        ? TableSplits.exclusive(table, split.training(), split.holdout(), split.test())
        : TableSplits.of(
            table, rule("data.holdout", data.holdout()), rule("data.test", data.test()));
  }

  /** Sequences are gathered of the whole table, and belong to a part as a whole. */
  private TableSplits sequenceSplits(Table table) {
    DataSpec data = job.data();
    SplitSpec split = data.split();
    RowRule training = split == null ? null : split.training();
    RowRule holdout = split == null ? rule("data.holdout", data.holdout()) : split.holdout();
    RowRule test = split == null ? rule("data.test", data.test()) : split.test();
    SequenceTables.notes(table, sequences.form(), roles())
        .forEach(note -> out.println("series   " + note));
    if (holdout == null && test == null) {
      Table all = SequenceTables.labelled(table, sequences, roles());
      return new TableSplits(all, null, null, TableSplits.marked(table, null, null, null));
    }
    Table marked = TableSplits.marked(table, training, holdout, test);
    Table gathered = SequenceTables.labelled(marked, sequences, roles());
    return TableSplits.ofMarked(
        gathered,
        marked,
        holdout == null ? null : holdout.where(),
        test == null ? null : test.where());
  }

  /** Windows overlap, so that a share of them is one of the latest, never a random one. */
  private RowRule rule(String where, PartSpec part) {
    if (part instanceof PartSpec.RandomShare random
        && job.data().sequence() instanceof SequenceWindows windows) {
      return new LatestRows(where, random.share(), windows.order());
    }
    return part instanceof PartSpec.ByColumn by ? by.rule() : null;
  }

  private ColumnRoles roles() {
    DataSpec data = job.data();
    return new ColumnRoles(
        data.labels(), data.features(), data.excluded(), data.categorical(), data.weight());
  }

  /** How examples are sequences; null where they are rows. */
  private static Sequences sequences(Job job) {
    SequenceForm form = job.data().sequence();
    return form == null ? null : new Sequences(form, endsInSteps(job));
  }

  /** Whether the network has an output for each step, whatever the columns are. */
  private static boolean endsInSteps(Job job) {
    Columns columns =
        new Columns(Columns.Kind.STEP, 1, 0, List.of(2), List.of(new Columns.Moments(0.0, 1.0)));
    try {
      Network network = Network.bind(job.network(), columns, job.training().loss());
      return !(network.output() instanceof Shape.Vector);
    } catch (NetworkException e) {
      // It will be said of the columns that there really are.
      return false;
    }
  }

  /**
   * The training rows in shards, and the held-out and test rows that are drawn from them.
   *
   * @throws io.ganglion.spark.DataException if they can't be learned from
   */
  TrainingRows training(TableSplits splits) {
    DataSpec data = job.data();
    boolean windows = data.sequence() instanceof SequenceWindows;
    TrainingRequest request =
        new TrainingRequest(
            sequences == null
                ? roles()
                : SequenceTables.roles(splits.training(), sequences.form(), roles()),
            sequences,
            training.loss().target(),
            training.targets(),
            training.classWeights(),
            windows ? 0.0 : data.testShare(),
            windows ? 0.0 : data.holdoutShare(),
            training.seed(),
            this::shards);
    TrainingRows rows = TrainingRows.load(splits.training(), request);
    DataFacts facts = rows.facts();
    out.printf(
        "train    %s: %s %s, %s%n",
        facts.location(),
        Numbers.count(facts.allRows()),
        Units.of(sequences).examples(),
        Numbers.counted(rows.schema().features().size(), "feature"));
    out.printf(
        "         %s training %s in %d %s, %s%n",
        Numbers.count(rows.training().examples()),
        Units.of(sequences).examples(),
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
        ? "held-out " + Units.of(sequences).examples() + " of their own"
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
        name, facts.location(), Numbers.count(facts.rows()), Units.of(sequences).examples());
    facts.warnings().forEach(this::warn);
    return labelled;
  }

  private void warn(String warning) {
    out.println("warning: " + warning);
  }
}
