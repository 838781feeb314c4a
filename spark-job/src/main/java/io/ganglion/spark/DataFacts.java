package io.ganglion.spark;

import io.ganglion.data.FeatureColumn;
import java.util.List;

/**
 * What a table turned out to hold, for people to read.
 *
 * @param location the full path
 * @param rows of the table
 * @param heldOut of those, the rows that are held out
 * @param features over the rows that are not held out
 * @param label over the same rows; null where it names a class
 * @param classes in the order of their index; empty where the label is a number
 * @param warnings one sentence each
 */
public record DataFacts(
    String location,
    long rows,
    long heldOut,
    List<FeatureColumn> features,
    FeatureColumn label,
    List<ClassCount> classes,
    List<String> warnings) {
  public DataFacts {
    features = List.copyOf(features);
    classes = List.copyOf(classes);
    warnings = List.copyOf(warnings);
  }
}
