package io.ganglion.spark.facts;

import io.ganglion.spark.row.RowLayout;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Split;
import java.util.ArrayList;
import java.util.List;

/** Checks the values of a table, from its facts. */
public final class ValueCheck {
  private final UsedColumns columns;
  private final RowFacts facts;
  private final RowLayout layout;
  private final List<String> problems = new ArrayList<>();

  private ValueCheck(UsedColumns columns, RowFacts facts) {
    this.columns = columns;
    this.facts = facts;
    this.layout = columns.layout();
  }

  /**
   * Refuses values that neither training nor evaluation can use.
   *
   * @param vectorSize that a model expects; −1 where none does
   * @throws DataException listing every column with such values
   */
  public static void usable(UsedColumns columns, RowFacts facts, int vectorSize) {
    ValueCheck check = new ValueCheck(columns, facts);
    check.finite();
    check.labelled();
    check.weighted();
    check.named();
    check.vectors(vectorSize);
    check.throwIfAny();
  }

  /**
   * Refuses columns that nothing can be learned from.
   *
   * @throws DataException listing every column without a value
   */
  static void learnable(UsedColumns columns, RowFacts facts) {
    ValueCheck check = new ValueCheck(columns, facts);
    for (int i = 0; i < columns.numbers().size(); i++) {
      if (facts.numbers.count[i] == 0) {
        check.empty(columns.numbers().get(i).name());
      }
    }
    for (int i = 0; i < columns.categories().size(); i++) {
      if (Labels.sorted(facts.names.get(i), Split.Part.TRAINING).isEmpty()) {
        check.empty(columns.categories().get(i).name());
      }
    }
    if (columns.weightName() != null && !(facts.numbers.maximum[check.layout.weight()] > 0.0)) {
      check.add("weight '" + columns.weightName() + "' is 0 in every training row");
    }
    check.throwIfAny();
  }

  private void empty(String name) {
    add(
        "column '"
            + name
            + "' has no value in any of the "
            + facts.rows(Split.Part.TRAINING)
            + " training "
            + examples()
            + "; exclude it");
  }

  private String examples() {
    return layout.sequences() ? "sequences" : "rows";
  }

  private void finite() {
    for (int i = 0; i < layout.numbers(); i++) {
      infinite(title(i), facts.numbers, i);
    }
    for (int e = 0; facts.elements != null && e < facts.vectorSize; e++) {
      infinite("column '" + columns.vector().name() + "[" + e + "]'", facts.elements, e);
    }
  }

  private String title(int number) {
    if (number < layout.features()) {
      return "column '" + columns.numbers().get(number).name() + "'";
    }
    if (layout.weighted() && number == layout.weight()) {
      return "weight '" + columns.weightName() + "'";
    }
    int label = number >= layout.base() ? number - layout.base() : number - layout.features();
    return "label '" + columns.labels().get(label).name() + "'";
  }

  private void infinite(String title, ColumnRanges ranges, int i) {
    if (ranges.infinite[i] > 0) {
      add(
          title
              + " holds "
              + ranges.infinite[i]
              + (ranges.infinite[i] == 1 ? " value" : " values")
              + " beyond the range of a float (for example "
              + ranges.infinity[i]
              + "); correct the values or leave out their rows");
    }
  }

  private void labelled() {
    for (int i = 0; i < layout.labels(); i++) {
      int place = layout.features() + i;
      missing(title(place), gaps(facts.numbers, place));
    }
    if (!layout.classed()) {
      return;
    }
    String title = "label '" + columns.labels().get(0).name() + "'";
    long unlabelled = 0;
    for (long rows : facts.unnamed[layout.classLabel()]) {
      unlabelled += rows;
    }
    missing(title, unlabelled);
    if (facts.tooMany[layout.classLabel()]) {
      add(
          title
              + " has more than "
              + RowFacts.MOST_CLASSES
              + " classes; for a number take a loss for numbers, such as mse");
    }
  }

  private static long gaps(ColumnRanges ranges, int place) {
    return ranges.missing[place] + ranges.missingElsewhere[place];
  }

  private void missing(String title, long rows) {
    if (rows > 0) {
      add(
          title
              + " is missing in "
              + rows
              + " of "
              + (layout.labelPerStep() ? facts.allSteps() : facts.allRows())
              + " "
              + (layout.labelPerStep() ? "steps" : examples())
              + "; fill it or leave out those "
              + examples());
    }
  }

  private void weighted() {
    if (!layout.weighted()) {
      return;
    }
    missing(title(layout.weight()), gaps(facts.numbers, layout.weight()));
    if (facts.negativeWeights > 0) {
      add(
          title(layout.weight())
              + " is below 0 in "
              + facts.negativeWeights
              + " rows; correct the values or leave out those rows");
    }
  }

  private void named() {
    for (int i = 0; i < columns.categories().size(); i++) {
      if (facts.tooMany[i]) {
        add(
            "column '"
                + columns.categories().get(i).name()
                + "' has more than "
                + RowFacts.MOST_CLASSES
                + " different values; exclude it, or group them in the source");
      }
    }
  }

  private void vectors(int expected) {
    if (columns.vector() == null) {
      return;
    }
    String title = "column '" + columns.vector().name() + "'";
    missing(title, facts.vectorsMissing);
    if (facts.otherVectorSize >= 0) {
      add(
          title
              + " holds vectors of "
              + facts.vectorSize
              + " and of "
              + facts.otherVectorSize
              + " elements, expected one size");
    } else if (expected >= 0 && facts.vectorSize != expected) {
      add(
          title
              + " holds vectors of "
              + facts.vectorSize
              + " elements, expected "
              + expected
              + " as in training; for libsvm set the option features to "
              + expected);
    }
  }

  private void add(String problem) {
    problems.add(columns.table().where() + ": " + problem);
  }

  private void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
  }
}
