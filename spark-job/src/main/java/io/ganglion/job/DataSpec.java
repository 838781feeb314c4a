package io.ganglion.job;

import io.ganglion.config.Section;
import java.util.List;

/**
 * The data of a job.
 *
 * @param train the table to learn from
 * @param test a table that only judges the final model; null for none
 * @param holdout the share of the training rows that is held out, 0 for none
 * @param label the column to predict
 * @param features the columns to predict from; empty: all that are not named otherwise
 * @param exclude columns that are not features
 * @param missing texts that stand for no value in a CSV file; an empty field always does
 */
record DataSpec(
    SourceSpec train,
    SourceSpec test,
    double holdout,
    String label,
    List<String> features,
    List<String> exclude,
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
            section.text("label"),
            section.texts("features"),
            section.texts("exclude"),
            section.texts("missing"));
    section.finish();
    return data;
  }
}
