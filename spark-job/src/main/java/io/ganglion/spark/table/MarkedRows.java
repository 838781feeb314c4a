package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** The rows that a column marks: with true, the number 1, or the text {@code true}. */
public final class MarkedRows extends RowRule {
  /**
   * A rule by marks.
   *
   * @param where what a message calls it, such as the key {@code data.test}
   * @param column true, 1 or {@code true} for the rows to take, false, 0 or {@code false} for
   *     others
   */
  public MarkedRows(String where, String column) {
    super(where, column, "mark some, or leave out " + where);
  }

  @Override
  String expected(DataType type) {
    boolean fits =
        type.equals(DataTypes.BooleanType)
            || type instanceof NumericType
            || type instanceof StringType;
    return fits ? null : "true and false, 1 and 0, or the texts true and false";
  }

  @Override
  Selection select(Table table) {
    DataType type = type(table);
    Column value = values(table);
    Column marked = value;
    Column unmarked = not(value);
    String expected = "true or false";
    if (type instanceof NumericType) {
      marked = value.equalTo(1);
      unmarked = value.equalTo(0);
      expected = "0 or 1";
    } else if (type instanceof StringType) {
      marked = lower(value).equalTo("true");
      unmarked = lower(value).equalTo("false");
    }
    Column rows =
        when(marked, lit(true)).when(unmarked, lit(false)).otherwise(refused(value, expected));
    boolean number = type instanceof NumericType;
    return new Selection(
        rows,
        column() + " is " + (number ? "1" : "true"),
        column() + " is " + (number ? "0" : "false"));
  }
}
