package io.ganglion.spark.table;

/**
 * A column as its table holds it.
 *
 * @param name in the table
 * @param kind of its values
 * @param type as the source calls it
 * @param steps whether a value is an array with an element for each step of a sequence
 */
public record TableColumn(String name, Kind kind, String type, boolean steps) {
  /** What a column's values are. */
  public enum Kind {
    /** Numbers, or flags read as 0 and 1. */
    NUMBER,
    TEXT,
    /** Vectors of Spark ML. */
    VECTOR,
    /** Dates and times. */
    DATE,
    /** Everything else, which is not read. */
    OTHER
  }
}
