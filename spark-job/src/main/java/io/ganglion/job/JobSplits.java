package io.ganglion.job;

import io.ganglion.data.SequenceWindows;
import io.ganglion.data.Sequences;
import io.ganglion.spark.sequence.SequenceTables;
import io.ganglion.spark.table.LatestRows;
import io.ganglion.spark.table.RowRule;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;

/** What the columns of a training table split off it. */
final class JobSplits {
  private JobSplits() {}

  /** Of a table whose rows are examples. */
  static TableSplits ofRows(DataSpec data, Table table) {
    SplitSpec split = data.split();
    return split != null
        ? TableSplits.exclusive(table, split.training(), split.holdout(), split.test())
        : TableSplits.of(
            table,
            rule(data, "data.holdout", data.holdout()),
            rule(data, "data.test", data.test()));
  }

  /** Sequences are gathered of the whole table, and belong to a part as a whole. */
  static TableSplits ofSequences(DataSpec data, Table table, Sequences sequences) {
    SplitSpec split = data.split();
    RowRule training = split == null ? null : split.training();
    RowRule holdout = split == null ? rule(data, "data.holdout", data.holdout()) : split.holdout();
    RowRule test = split == null ? rule(data, "data.test", data.test()) : split.test();
    if (holdout == null && test == null) {
      Table all = SequenceTables.labelled(table, sequences, data.roles());
      return new TableSplits(all, null, null, TableSplits.marked(table, null, null, null));
    }
    Table marked = TableSplits.marked(table, training, holdout, test);
    Table gathered = SequenceTables.labelled(marked, sequences, data.roles());
    return TableSplits.ofMarked(
        gathered,
        marked,
        holdout == null ? null : holdout.where(),
        test == null ? null : test.where());
  }

  /**
   * The table of graphs' examples, nodes or graphs, in which a column says what each is for if the
   * job tells it by columns.
   */
  static Table marked(DataSpec data, Table table) {
    SplitSpec split = data.split();
    RowRule training = split == null ? null : split.training();
    RowRule holdout = split == null ? rule(data, "data.holdout", data.holdout()) : split.holdout();
    RowRule test = split == null ? rule(data, "data.test", data.test()) : split.test();
    return holdout == null && test == null
        ? table
        : TableSplits.marked(table, training, holdout, test);
  }

  /** Windows overlap, so that a share of them is one of the latest, never a random one. */
  private static RowRule rule(DataSpec data, String where, PartSpec part) {
    if (part instanceof PartSpec.RandomShare random
        && data.sequence() instanceof SequenceWindows windows) {
      return new LatestRows(where, random.share(), windows.order());
    }
    return part instanceof PartSpec.ByColumn by ? by.rule() : null;
  }
}
