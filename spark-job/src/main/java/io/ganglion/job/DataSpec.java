package io.ganglion.job;

import io.ganglion.config.Section;
import java.util.HashSet;
import java.util.List;

/**
 * The data of a job.
 *
 * @param train the table to learn from
 * @param test a table that only judges the final model; null for none
 * @param holdout the share of the training rows that is held out, 0 for none
 * @param labels the columns to predict: several numbers, or one of any kind
 * @param features the columns to predict from; empty: all that are not named otherwise
 * @param exclude columns that are not features
 * @param categorical columns of numbers to take as names
 * @param weight the column that says how much a row counts; null where each counts 1
 * @param missing texts that stand for no value in a CSV file; an empty field always does
 */
record DataSpec(
    SourceSpec train,
    SourceSpec test,
    double holdout,
    List<String> labels,
    List<String> features,
    List<String> exclude,
    List<String> categorical,
    String weight,
    List<String> missing) {
  /** Reads the section {@code data} of a job file. */
  static DataSpec read(Section section) {
    SourceSpec train = SourceSpec.read(section, "train");
    if (train == null) {
      section.problem("train", "is missing: name the table to learn from");
    }
    DataSpec data =
        new DataSpec(
            train,
            SourceSpec.read(section, "test"),
            section.number("holdout", 0.0, 0.0, 1.0),
            labels(section),
            section.texts("features"),
            section.texts("exclude"),
            section.texts("categorical"),
            section.text("weight", null),
            section.texts("missing"));
    section.finish();
    return data;
  }

  private static List<String> labels(Section section) {
    List<String> labels = section.texts("label");
    if (labels.isEmpty()) {
      section.problem("label", "is missing");
    }
    if (new HashSet<>(labels).size() < labels.size()) {
      section.problem("label", "names a column twice");
    }
    return labels;
  }
}
