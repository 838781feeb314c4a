package io.ganglion.spark.sequence;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.ganglion.spark.table.TextNumbers;
import org.apache.spark.sql.Column;

/**
 * What steps are ordered by: numbers by size, also where a table holds them as texts, and other
 * texts, such as dates that begin with the year, by code point.
 */
public final class OrderKey {
  private OrderKey() {}

  /** The key of the values of a column. */
  public static Column of(Column order) {
    Column text = order.cast("string");
    return struct(
        coalesce(TextNumbers.of(text, "double"), lit(Double.POSITIVE_INFINITY)),
        coalesce(text, lit("")));
  }
}
