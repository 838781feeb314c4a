package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The last rows in the order of a column: a share of them, exactly, and with it every row that is
 * equal to the first of those, since equal times must not be torn apart.
 */
public final class LatestRows extends RowRule {
  private static final int ORDERED = 0;
  private static final int MISSING = 1;
  private static final int UNREADABLE = 2;

  private final double share;

  /**
   * A rule by order.
   *
   * @param where what a message calls it, such as the key {@code data.test}
   * @param share of the rows, above 0 and below 1; at least one row is taken
   * @param by a column of dates, timestamps, numbers, or dates and times as ISO texts
   */
  public LatestRows(String where, double share, String by) {
    super(where, by, "take a larger share");
    this.share = share;
  }

  @Override
  String expected(DataType type) {
    boolean fits =
        type instanceof NumericType
            || type instanceof DateType
            || type instanceof TimestampType
            || type instanceof TimestampNTZType
            || type instanceof StringType;
    return fits ? null : "dates, timestamps, numbers, or dates as texts such as 2024-12-31";
  }

  @Override
  Selection select(Table table) {
    long missing = 0;
    long rows = 0;
    Row cutoff = null;
    for (Row found : cutoffs(table)) {
      long all = found.getAs("all");
      rows += all;
      switch (found.<Integer>getAs("state")) {
        case MISSING -> missing = all;
        case UNREADABLE -> throw unreadable(found.getAs("shown"), all);
        default -> cutoff = found;
      }
    }
    if (missing > 0) {
      throw new DataException(
          "%s: column '%s' has no value in %d of %d rows; fill it, or leave out those rows"
              .formatted(where(), column(), missing, rows));
    }
    if (cutoff == null) {
      throw table.empty();
    }
    String shown = shown(cutoff);
    if (cutoff.<Long>getAs("later") == rows) {
      throw new DataException(
          "%s: the latest %s by '%s' would take all %d rows, since none is before %s; take"
                  .formatted(where(), share, column(), rows, shown)
              + " a smaller share, or a column that tells rows apart");
    }
    return new Selection(
        key(table).geq(lit(cutoff.getAs("key"))),
        column() + " from " + shown + " on",
        column() + " before " + shown);
  }

  private DataException unreadable(String example, long rows) {
    return new DataException(
        "%s: column '%s' holds texts that are no date in %d %s (for example '%s'), expected"
                .formatted(where(), column(), rows, rows == 1 ? "row" : "rows", example)
            + " 2024-12-31 or 2024-12-31T23:59:00; rewrite them in the source");
  }

  /**
   * A row for the value that the latest rows begin with, one for all missing and one for all
   * unreadable values. Reads the table once; equal values are counted before they are sorted.
   */
  private List<Row> cutoffs(Table table) {
    Column state =
        when(col("key").isNotNull(), ORDERED)
            .when(missing(table, col("value")), MISSING)
            .otherwise(UNREADABLE);
    WindowSpec sameState = Window.partitionBy("state");
    WindowSpec fromLatest =
        sameState
            .orderBy(col("key").desc())
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column wanted = greatest(lit(1L), round(col("all").multiply(share)).cast("long"));
    Column first = col("later").geq(wanted).and(col("later").minus(col("rows")).lt(wanted));
    return SourceFailures.explained(
        table.where(),
        table.location(),
        () ->
            table
                .positional()
                .select(values(table).as("value"), key(table).as("key"))
                .withColumn("state", state)
                .groupBy("state", "key")
                .agg(count(lit(1)).as("rows"), min(col("value").cast("string")).as("shown"))
                .withColumn("later", sum("rows").over(fromLatest))
                .withColumn("all", sum("rows").over(sameState))
                .where(col("state").notEqual(ORDERED).or(first))
                .collectAsList());
  }

  /** What rows are ordered by; null where there is none. */
  private Column key(Table table) {
    Column value = values(table);
    if (type(table) instanceof StringType) {
      // A text without a year would be taken for a time of today.
      return when(value.rlike("^\\d{4}(-|$)"), try_to_timestamp(value));
    }
    return when(not(missing(table, value)), value);
  }

  private Column missing(Table table, Column value) {
    DataType type = type(table);
    boolean floating = type instanceof DoubleType || type instanceof FloatType;
    return floating ? value.isNull().or(isnan(value)) : value.isNull();
  }

  private static String shown(Row cutoff) {
    return cutoff.getAs("key") instanceof Double number
        ? NumberText.format(number)
        : cutoff.getAs("shown");
  }
}
