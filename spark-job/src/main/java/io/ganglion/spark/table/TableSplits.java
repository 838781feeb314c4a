package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * One table as up to three, whose rows are disjoint.
 *
 * @param training the rows to learn from
 * @param holdout the held-out rows; null where no rule names them
 * @param test the rows that judge the final model; null where no rule names them
 * @param marked the table that the sequences of all parts were made of, whose rows say what each is
 *     for; null where rows are the examples
 */
public record TableSplits(Table training, Table holdout, Table test, Table marked) {
  /** The column of a marked table that says what each row is for. */
  public static final String PART = "part of the data";

  public static final int TRAINING = 0;
  public static final int HOLDOUT = 1;
  public static final int TEST = 2;
  public static final int UNUSED = 3;

  /**
   * Takes the test rows from a table, the held-out rows from what that leaves, and leaves the rest.
   * A rule by order reads its column once; other rules wait until a part is read.
   *
   * @param holdout null for none
   * @param test null for none
   * @throws DataException if a column is missing, or its type or values do not fit
   */
  public static TableSplits of(Table table, RowRule holdout, RowRule test) {
    check(table, holdout, test);
    Table rest = table;
    Table tested = null;
    if (test != null) {
      Selection selection = test.select(rest);
      tested = test.part(test.where(), rest, selection);
      rest = rest(rest, test, selection);
    }
    Table heldOut = null;
    if (holdout != null) {
      Selection selection = holdout.select(rest);
      heldOut = holdout.part(holdout.where(), rest, selection);
      rest = rest(rest, holdout, selection);
    }
    return new TableSplits(rest, heldOut, tested, null);
  }

  /**
   * Takes each part from the whole table, by rules that exclude each other.
   *
   * @param holdout null for none
   * @param test null for none
   * @throws DataException if a column is missing, or of the wrong type
   */
  public static TableSplits exclusive(
      Table table, RowRule training, RowRule holdout, RowRule test) {
    check(table, training, holdout, test);
    return new TableSplits(
        training.part(table.where(), table, training.select(table)),
        part(table, holdout),
        part(table, test),
        null);
  }

  /**
   * The whole table, in which a column says what each row is for. Rows stay together, since the
   * steps of a sequence are read before it is known to which part the sequence belongs.
   *
   * @param training the rows to learn from; null for all that the other rules leave
   * @param holdout null for none
   * @param test null for none
   * @throws DataException if a column is missing, or its type or values do not fit
   */
  public static Table marked(Table table, RowRule training, RowRule holdout, RowRule test) {
    check(table, training, holdout, test);
    Table rest = table;
    Column part = lit(null).cast("int");
    if (test != null) {
      Selection selection = test.select(rest);
      part = when(selection.rows(), lit(TEST));
      rest = training == null ? rest(rest, test, selection) : rest;
    }
    if (holdout != null) {
      part = coalesce(part, when(holdout.select(rest).rows(), lit(HOLDOUT)));
    }
    if (training != null) {
      part = coalesce(part, when(training.select(table).rows(), lit(TRAINING)));
    }
    part = coalesce(part, lit(training == null ? TRAINING : UNUSED));
    String[] names = table.rows().columns();
    String[] marked = Arrays.copyOf(names, names.length + 1);
    marked[names.length] = PART;
    return table.with(table.positional().withColumn(PART, part).toDF(marked));
  }

  /**
   * The parts of sequences that were made of a {@link #marked} table.
   *
   * @param source that table
   * @param holdout what a message calls the held-out ones; null for none
   * @param test what a message calls the test ones; null for none
   */
  public static TableSplits ofMarked(Table table, Table source, String holdout, String test) {
    return new TableSplits(
        ofPart(table, table.where(), TRAINING, "to learn from", "leave some to learn from"),
        holdout == null ? null : ofPart(table, holdout, HOLDOUT, "held out", "take more"),
        test == null ? null : ofPart(table, test, TEST, "for the test", "take more"),
        source);
  }

  private static Table ofPart(Table table, String where, int part, String words, String ifEmpty) {
    Column chosen = Table.column(table.indexOf(PART)).equalTo(lit(part));
    return table.part(where, chosen, words, ifEmpty);
  }

  private static Table part(Table table, RowRule rule) {
    return rule == null ? null : rule.part(rule.where(), table, rule.select(table));
  }

  private static Table rest(Table table, RowRule taken, Selection selection) {
    String ifEmpty = "change " + taken.where() + " so that rows are left to learn from";
    return table.part(table.where(), not(selection.rows()), selection.otherWords(), ifEmpty);
  }

  private static void check(Table table, RowRule... rules) {
    List<String> problems = new ArrayList<>();
    Stream.of(rules).filter(Objects::nonNull).forEach(rule -> rule.check(table, problems));
    if (!problems.isEmpty()) {
      throw new DataException(problems.stream().distinct().toList());
    }
  }
}
