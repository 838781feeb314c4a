package io.ganglion.spark;

import java.util.ArrayList;
import java.util.List;

/** Checks the values of a table, from its statistics. */
final class ValueCheck {
  private final UsedColumns columns;
  private final RowStatistics statistics;
  private final List<String> problems = new ArrayList<>();

  private ValueCheck(UsedColumns columns, RowStatistics statistics) {
    this.columns = columns;
    this.statistics = statistics;
  }

  /**
   * Values that neither training nor evaluation can use.
   *
   * @throws DataException listing every column with such values
   */
  static void usable(UsedColumns columns, RowStatistics statistics) {
    ValueCheck check = new ValueCheck(columns, statistics);
    check.finite();
    check.labelled();
    check.throwIfAny();
  }

  /**
   * Columns that nothing can be learned from.
   *
   * @throws DataException listing every column without a value
   */
  static void learnable(UsedColumns columns, RowStatistics statistics) {
    ValueCheck check = new ValueCheck(columns, statistics);
    for (int i = 0; i < columns.features().size(); i++) {
      if (statistics.moments.count[i] == 0) {
        check.add(
            "column '"
                + columns.features().get(i).name()
                + "' has no value in any of the "
                + statistics.trainingRows
                + " training rows; exclude it");
      }
    }
    check.throwIfAny();
  }

  private void finite() {
    int count = columns.features().size();
    for (int i = 0; i <= count; i++) {
      long infinite = statistics.moments.infinite[i];
      if (infinite > 0) {
        add(
            (i < count
                    ? "column '" + columns.features().get(i).name()
                    : "label '" + columns.label().name())
                + "' holds "
                + infinite
                + (infinite == 1 ? " value" : " values")
                + " beyond the range of a float (for example "
                + statistics.moments.infinity[i]
                + "); correct the values or leave out their rows");
      }
    }
  }

  private void labelled() {
    if (statistics.unlabelled > 0) {
      add(
          "label '"
              + columns.label().name()
              + "' is missing in "
              + statistics.unlabelled
              + " of "
              + (statistics.trainingRows + statistics.heldOutRows)
              + " rows; fill it or leave out those rows");
    }
    if (statistics.tooManyClasses) {
      add(
          "label '"
              + columns.label().name()
              + "' has more than "
              + RowStatistics.MOST_CLASSES
              + " classes; for a number take a loss for numbers, such as mse");
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
