package io.ganglion.spark.sequence;

import io.ganglion.data.SequenceWindows;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.NumberText;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;

/**
 * Reads series from rows of {@code by, order, its text, label, part, features…}.
 *
 * @param where what a message calls the table
 * @param form of the sequences
 * @param label the column that is forecast
 * @param missing texts that stand for no value
 */
record SeriesRows(String where, SequenceWindows form, String label, List<String> missing)
    implements Serializable {
  private static final int BY = 0;
  private static final int ORDER = 1;
  private static final int TEXT = 2;
  private static final int LABEL = 3;
  private static final int PART = 4;

  /** The place of the first feature. */
  static final int FEATURES = 5;

  Series begin(Row row) {
    if (form.by() != null && row.isNullAt(BY)) {
      throw new DataException(
          "%s: column '%s' has rows without a value, expected the series that each belongs to; fill it"
              .formatted(where, form.by()));
    }
    return new Series(row.get(BY));
  }

  boolean continues(Series series, Row row) {
    return Objects.equals(series.by, row.get(BY));
  }

  /** Adds a row to its series. */
  void add(Series series, Row row) {
    String time = row.getString(TEXT);
    if (time == null || time.isEmpty()) {
      throw new DataException(
          "%s: column '%s' has rows without a value%s, expected the time of each; fill it"
              .formatted(where, form.order(), of(series)));
    }
    int size = series.size();
    if (size > 0 && same(series.names.get(size - 1), time)) {
      throw new DataException(
          "%s: two rows%s have %s %s, expected one; remove one, or name what tells their series apart as sequence.by"
              .formatted(where, of(series), form.order(), time));
    }
    double value = number(row.get(LABEL), series, time);
    if (Double.isNaN(value) && form.gaps() == SequenceWindows.Gaps.IGNORE) {
      throw new DataException(
          "%s: label '%s' is missing at %s%s; fill it, or set sequence.gaps to split or fill"
              .formatted(where, label, time, of(series)));
    }
    Object[] features = new Object[row.length() - FEATURES];
    for (int i = 0; i < features.length; i++) {
      features[i] = row.get(FEATURES + i);
    }
    Integer part = row.isNullAt(PART) ? null : row.getInt(PART);
    series.add(row.get(ORDER), time, features, value, part);
  }

  /** Whether two times are the same, also as numbers that are written differently. */
  private static boolean same(String before, String time) {
    return before.equals(time)
        || (NumberText.isNumber(before)
            && NumberText.isNumber(time)
            && Double.parseDouble(before) == Double.parseDouble(time));
  }

  private String of(Series series) {
    return form.by() == null ? "" : " of the series with " + form.by() + " " + series.by;
  }

  private double number(Object value, Series series, String time) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    String text = String.valueOf(value);
    if (text.isEmpty() || missing.contains(text)) {
      return Double.NaN;
    }
    if (!NumberText.isNumber(text)) {
      throw new DataException(
          "%s: label '%s' is '%s' at %s%s, expected a number; correct it, or name it under data.missing"
              .formatted(where, label, text, time, of(series)));
    }
    return Double.parseDouble(text);
  }
}
