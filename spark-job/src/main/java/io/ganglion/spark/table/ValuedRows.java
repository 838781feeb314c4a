package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** The rows that hold one of some values in a column, or none of them. */
public final class ValuedRows extends RowRule {
  private final List<Object> values;
  private final List<Object> others;
  private final boolean negated;

  private ValuedRows(
      String where,
      String column,
      List<?> values,
      List<?> others,
      boolean negated,
      String ifEmpty) {
    super(where, column, ifEmpty);
    this.values = List.copyOf(values);
    this.others = List.copyOf(others);
    this.negated = negated;
  }

  /**
   * The rows that hold one of some values; every row must hold some value.
   *
   * @param where what a message calls the rule, such as the key {@code data.split}
   * @param values numbers, texts or flags, compared as the column holds them
   */
  public static ValuedRows with(String where, String column, List<?> values) {
    String ifEmpty = "name a value that some rows have";
    return new ValuedRows(where, column, values, List.of(), false, ifEmpty);
  }

  /** The rows that hold none of some values; every row must hold some value. */
  public static ValuedRows without(String where, String column, List<?> values) {
    String ifEmpty = "leave rows of another value to learn from";
    return new ValuedRows(where, column, values, List.of(), true, ifEmpty);
  }

  /**
   * The rows that hold one of some texts, in a column that must not hold any but these.
   *
   * @param others all other texts that the column may hold
   * @param ifEmpty what to do where no row fits
   */
  public static ValuedRows named(
      String where, String column, List<String> values, List<String> others, String ifEmpty) {
    return new ValuedRows(where, column, values, others, false, ifEmpty);
  }

  @Override
  String expected(DataType type) {
    if (type instanceof StringType) {
      return null;
    }
    if (!others.isEmpty()) {
      return "the texts "
          + listed(", ", valid())
          + "; for other values name them, as in {column: "
          + column()
          + ", test: 3, holdout: 4}";
    }
    if (type.equals(DataTypes.BooleanType)) {
      return fits(Boolean.class) ? null : "numbers or texts, or true and false to compare with";
    }
    if (type instanceof NumericType) {
      return fits(Number.class) ? null : "numbers to compare with, found " + listed(", ", values);
    }
    return "numbers, texts or flags";
  }

  private List<Object> valid() {
    return Stream.concat(values.stream(), others.stream()).toList();
  }

  private boolean fits(Class<?> type) {
    return values.stream().allMatch(type::isInstance);
  }

  @Override
  Selection select(Table table) {
    Column value = values(table);
    Object[] compared =
        type(table) instanceof StringType
            ? values.stream().map(String::valueOf).toArray()
            : values.toArray();
    Column found = value.isin(compared);
    Column rows =
        others.isEmpty()
            ? when(value.isNotNull(), found).otherwise(refused(value, "a value in every row"))
            : when(found, lit(true))
                .when(value.isin(others.toArray()), lit(false))
                .otherwise(refused(value, "one of " + listed(", ", valid())));
    String held = column() + " is " + listed(" or ", values);
    String notHeld = column() + " is not " + listed(" or ", values);
    return negated ? new Selection(not(rows), notHeld, held) : new Selection(rows, held, notHeld);
  }

  private static String listed(String between, List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(between));
  }
}
