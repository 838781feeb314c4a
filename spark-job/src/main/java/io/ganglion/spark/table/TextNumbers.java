package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** Texts as numbers, where a cast would stop at the first text that is none. */
public final class TextNumbers {
  // Spark 3.5 has no Column.try_cast.
  private static final String NUMBER =
      "^\\s*(?:[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?|(?i:[-+]?inf(?:inity)?|nan))\\s*$";

  private TextNumbers() {}

  /**
   * The numbers that texts write; null for any other text.
   *
   * @param type {@code double} or {@code float}
   */
  public static Column of(Column text, String type) {
    return when(text.rlike(NUMBER), text.cast(type));
  }
}
