package io.ganglion.spark.facts;

import io.ganglion.data.NumericColumn;
import java.util.List;

/**
 * What a table turned out to hold, for people to read.
 *
 * @param location the full path
 * @param rows of the table that are learned from
 * @param heldOut rows that are held out of them
 * @param test rows of the table that judge the final model
 * @param steps of the sequences that are learned from; the rows where each is an example
 * @param features over the rows that are learned from; empty for a table that is not learned from
 * @param labels over the same rows; empty where the label names a class
 * @param classes in the order of their index; empty where the label is a number
 * @param warnings one sentence each
 */
public record DataFacts(
    String location,
    long rows,
    long heldOut,
    long test,
    long steps,
    List<ColumnFacts> features,
    List<NumericColumn> labels,
    List<ClassCount> classes,
    List<String> warnings) {
  public DataFacts {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
    warnings = List.copyOf(warnings);
  }

  /** Facts of a table that is not learned from. */
  public static DataFacts ofOther(
      String location, long rows, long steps, List<ClassCount> classes, List<String> warnings) {
    return new DataFacts(location, rows, 0, 0, steps, List.of(), List.of(), classes, warnings);
  }

  /** The number of all rows of the table. */
  public long allRows() {
    return rows + heldOut + test;
  }
}
