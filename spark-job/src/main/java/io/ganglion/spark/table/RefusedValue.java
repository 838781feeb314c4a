package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Fails a job at a value that a column must not hold. */
public final class RefusedValue implements UDF1<String, Boolean> {
  private static final long serialVersionUID = 1L;

  private final String subject;
  private final String expected;

  private RefusedValue(String subject, String expected) {
    this.subject = subject;
    this.expected = expected;
  }

  /** A condition that is never answered. */
  public static Column of(String subject, Column value, String expected) {
    return udf(new RefusedValue(subject, expected), DataTypes.BooleanType)
        .apply(value.cast("string"));
  }

  @Override
  public Boolean call(String value) {
    throw new DataException(
        value == null
            ? subject + " has rows without a value, expected " + expected + "; fill it"
            : subject + " holds '" + value + "', expected " + expected + "; correct it");
  }
}
