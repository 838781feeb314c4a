package io.ganglion.spark;

import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One table as up to three, whose rows are disjoint.
 *
 * @param training the rows to learn from
 * @param holdout the held-out rows; null where no rule names them
 * @param test the rows that judge the final model; null where no rule names them
 */
public record TableSplits(Table training, Table holdout, Table test) {
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
    return new TableSplits(rest, heldOut, tested);
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
        part(table, test));
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
