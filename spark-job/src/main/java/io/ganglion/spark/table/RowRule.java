package io.ganglion.spark.table;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/** Says by one column which rows of a table make a part of their own. */
public abstract sealed class RowRule permits LatestRows, MarkedRows, ValuedRows {
  private final String where;
  private final String column;
  private final String ifEmpty;

  /**
   * A rule.
   *
   * @param where what a message calls it, such as the key {@code data.test}
   * @param ifEmpty what to do where no row fits
   */
  RowRule(String where, String column, String ifEmpty) {
    this.where = where;
    this.column = column;
    this.ifEmpty = ifEmpty;
  }

  /** The key of the job that says so, for messages. */
  public String where() {
    return where;
  }

  /** The column that decides. */
  public String column() {
    return column;
  }

  /** Notes a column that the table does not have, or that this rule cannot read. */
  final void check(Table table, List<String> problems) {
    int index = table.indexOf(column);
    if (index < 0) {
      String hint = table.hint(column);
      problems.add(where + ": " + table.location() + " has no column '" + column + "'" + hint);
      return;
    }
    String expected = expected(table.type(index));
    if (expected != null) {
      problems.add(
          "%s: column '%s' is of type %s, expected %s"
              .formatted(where, column, table.columns().get(index).type(), expected));
    }
  }

  /** What is expected in place of a type that this rule cannot read; null for one that it can. */
  abstract String expected(DataType type);

  /**
   * The rows that the rule takes from a table whose column fits.
   *
   * @throws DataException if values do not fit
   */
  abstract Selection select(Table table);

  /**
   * The part of a table that the rule takes.
   *
   * @param called what a message calls it
   */
  final Table part(String called, Table table, Selection selection) {
    return table.part(called, selection.rows(), selection.words(), ifEmpty);
  }

  /** The values of the column. */
  final Column values(Table table) {
    return Table.column(table.indexOf(column));
  }

  /** The type of the column. */
  final DataType type(Table table) {
    return table.type(table.indexOf(column));
  }

  /**
   * An expression that fails with a message on the value that it meets: values are checked while
   * rows are read, which saves a pass over them.
   */
  final Column refused(Column value, String expected) {
    return RefusedValue.of(where + ": column '" + column + "'", value, expected);
  }
}
