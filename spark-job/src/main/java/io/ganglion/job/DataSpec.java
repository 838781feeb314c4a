package io.ganglion.job;

import io.ganglion.config.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data of a job.
 *
 * @param train the table to learn from
 * @param test the rows that only judge the final model; null for none
 * @param holdout the rows that are held out; null for none
 * @param split says by a column what each row is for, in place of test and holdout; null for none
 * @param label the column to predict
 * @param features the columns to predict from; empty: all that are not named otherwise
 * @param exclude columns that are not features
 * @param missing texts that stand for no value in a CSV file; an empty field always does
 */
record DataSpec(
    SourceSpec train,
    PartSpec test,
    PartSpec holdout,
    SplitSpec split,
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
            PartSpec.read(section, "test"),
            PartSpec.read(section, "holdout"),
            SplitSpec.read(section, "split"),
            section.text("label"),
            section.texts("features"),
            section.texts("exclude"),
            section.texts("missing"));
    data.checkParts(section);
    section.finish();
    return data;
  }

  private void checkParts(Section section) {
    if (section.has("split") && (section.has("test") || section.has("holdout"))) {
      String other = section.has("test") ? "test" : "holdout";
      section.problem(
          "split", "stands in place of data.test and data.holdout: remove it or data." + other);
    }
    if (testShare() > 0.0) {
      section.problem(
          "test",
          "expected a path, {column: …} or {latest: 0.2, by: …}, found the share " + testShare());
    }
    reserved()
        .forEach(
            (column, key) -> {
              if (column.equals(label)) {
                section.problem("label", "names '" + column + "', which " + key + " splits by");
              }
              if (features.contains(column)) {
                section.problem("features", "names '" + column + "', which " + key + " splits by");
              }
            });
  }

  /** The share of the training table that is held out at random, 0 for none. */
  double holdoutShare() {
    return holdout instanceof PartSpec.RandomShare random ? random.share() : 0.0;
  }

  /** The share of the training table that is drawn for the test, 0 for none. */
  double testShare() {
    return test instanceof PartSpec.RandomShare random ? random.share() : 0.0;
  }

  /** Whether there are held-out rows. */
  boolean holdsOut() {
    return holdout != null || (split != null && split.holdout() != null);
  }

  /** The columns that split the training table, which are never features, with their keys. */
  Map<String, String> reserved() {
    Map<String, String> reserved = new LinkedHashMap<>();
    for (PartSpec part : new PartSpec[] {test, holdout}) {
      if (part instanceof PartSpec.ByColumn by && by.rule().column() != null) {
        reserved.putIfAbsent(by.rule().column(), by.rule().where());
      }
    }
    if (split != null && split.column() != null) {
      reserved.put(split.column(), "data.split");
    }
    return reserved;
  }

  /** The columns that are not features. */
  List<String> excluded() {
    List<String> excluded = new ArrayList<>(exclude);
    reserved().keySet().stream().filter(column -> !exclude.contains(column)).forEach(excluded::add);
    return excluded;
  }
}
