package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.spark.table.RowRule;
import io.ganglion.spark.table.ValuedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A column of the training table that says what each row is for.
 *
 * @param training the rows to learn from
 * @param holdout null for no held-out rows
 * @param test null for no test rows
 */
record SplitSpec(RowRule training, RowRule holdout, RowRule test) {
  private static final List<String> TRAINING = List.of("train");
  private static final List<String> HOLDOUT = List.of("val", "validation", "holdout");
  private static final List<String> TEST = List.of("test");
  private static final List<String> UNUSED = List.of("none");

  /**
   * Reads {@code key: column} or {@code key: {column, test, holdout, train}}, where train is all
   * that the others leave if it is not named; null where the key is absent or wrong.
   */
  static SplitSpec read(Section parent, String key) {
    Object value = parent.value(key);
    if (value instanceof Map) {
      return values(parent.section(key));
    }
    String column = parent.text(key, null);
    return column == null ? null : names(parent.path(key), column);
  }

  private static SplitSpec names(String where, String column) {
    String instead = "give some rows that value, or name the parts that there are, as in {column: ";
    return new SplitSpec(
        named(where, column, TRAINING, "give some rows that value"),
        named(where, column, HOLDOUT, instead + column + ", test: test}"),
        named(where, column, TEST, instead + column + ", holdout: val}"));
  }

  private static RowRule named(String where, String column, List<String> values, String ifEmpty) {
    List<String> others = new ArrayList<>();
    List.of(TRAINING, HOLDOUT, TEST, UNUSED).forEach(others::addAll);
    others.removeAll(values);
    return ValuedRows.named(where, column, values, others, ifEmpty);
  }

  private static SplitSpec values(Section section) {
    String where = section.path();
    String column = section.text("column");
    List<Object> test = items(section, "test");
    List<Object> holdout = items(section, "holdout");
    List<Object> train = items(section, "train");
    section.finish();
    if (test.isEmpty() && holdout.isEmpty() && train.isEmpty()) {
      section.problem("test", "is missing: name the values of the test rows, or of held-out rows");
    }
    for (Object value : train) {
      if (test.contains(value) || holdout.contains(value)) {
        section.problem("train", "names '" + value + "', which are test or held-out rows");
      }
    }
    for (Object value : test) {
      if (holdout.contains(value)) {
        section.problem("holdout", "names '" + value + "', which are test rows");
      }
    }
    List<Object> taken = new ArrayList<>(test);
    taken.addAll(holdout);
    return new SplitSpec(
        train.isEmpty()
            ? ValuedRows.without(where, column, taken)
            : ValuedRows.with(where + ".train", column, train),
        holdout.isEmpty() ? null : ValuedRows.with(where + ".holdout", column, holdout),
        test.isEmpty() ? null : ValuedRows.with(where + ".test", column, test));
  }

  private static List<Object> items(Section section, String key) {
    List<Object> items = new ArrayList<>();
    for (Object item : section.items(key)) {
      if (item instanceof String || item instanceof Number || item instanceof Boolean) {
        items.add(item);
      } else {
        section.problem(key, "expected numbers or texts, found another form");
      }
    }
    return items;
  }

  /** The column that decides. */
  String column() {
    return training.column();
  }
}
