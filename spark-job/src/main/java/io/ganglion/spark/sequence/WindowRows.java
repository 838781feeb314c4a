package io.ganglion.spark.sequence;

import io.ganglion.data.SequenceWindows;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Makes rows of windows. */
final class WindowRows {
  private WindowRows() {}

  /** The features, the changes of the labels, their bases, and the part; null leaves one out. */
  static Row labelled(WindowCutter.Window window, int width, boolean marked) {
    if (!window.labelled() || !window.ofOnePart()) {
      return null;
    }
    Object[] row = new Object[width];
    int at = addFeatures(window, row);
    int outputs = window.form().horizon().size();
    for (int i = 0; i < outputs; i++) {
      row[at++] = window.levels().change(window.ahead(i));
    }
    at = addBases(window, row, at);
    if (marked) {
      row[at] = window.stretch().part(window.ahead(0));
    }
    return RowFactory.create(row);
  }

  /**
   * The features and bases, and behind them the series, the time of the first label, the part, the
   * last label seen, and the labels; null leaves one out.
   */
  static Row judged(WindowCutter.Window window, int width) {
    if (!window.labelled() || !window.ofOnePart()) {
      return null;
    }
    Series stretch = window.stretch();
    int outputs = window.form().horizon().size();
    Object[] row = new Object[width];
    int at = addBases(window, row, addFeatures(window, row));
    row[at++] = stretch.by;
    row[at++] = stretch.names.get(window.ahead(0));
    row[at++] = stretch.part(window.ahead(0));
    row[at++] = stretch.label(window.last());
    for (int i = 0; i < outputs; i++) {
      row[at++] = stretch.label(window.ahead(i));
    }
    return RowFactory.create(row);
  }

  /**
   * The features and bases, and behind them what stays beside predictions; null leaves one out.
   *
   * @param by whether the series is told
   * @param one whether there is one time ahead, which is told then
   */
  static Row scored(WindowCutter.Window window, int width, boolean by, boolean one) {
    Series stretch = window.stretch();
    if (stretch.times.get(window.last()) == null) {
      return null;
    }
    Object[] row = new Object[width];
    int at = addBases(window, row, addFeatures(window, row));
    if (by) {
      row[at++] = stretch.by;
    }
    row[at++] = stretch.times.get(window.last());
    if (one) {
      int ahead = window.ahead(0);
      row[at++] =
          ahead < stretch.size()
              ? stretch.names.get(ahead)
              : stretch.after(window.last(), window.form().horizon().get(0));
    }
    for (int i = 0; i < window.form().horizon().size(); i++) {
      int ahead = window.ahead(i);
      boolean known = ahead < stretch.size() && stretch.labelled(ahead);
      row[at++] = known ? (Object) stretch.label(ahead) : null;
    }
    return RowFactory.create(row);
  }

  private static int addFeatures(WindowCutter.Window window, Object[] row) {
    Series stretch = window.stretch();
    int width = stretch.features.get(0).length;
    int steps = window.form().window();
    for (int f = 0; f <= width; f++) {
      Object[] values = new Object[steps];
      for (int t = 0; t < steps; t++) {
        int step = window.first() + t;
        values[t] =
            f < width ? stretch.features.get(step)[f] : (Object) window.levels().change(step);
      }
      row[f] = values;
    }
    return width + 1;
  }

  private static int addBases(WindowCutter.Window window, Object[] row, int from) {
    int at = from;
    if (differenced(window.form())) {
      for (int i = 0; i < window.form().horizon().size(); i++) {
        row[at++] = window.levels().base(window.ahead(i));
      }
    }
    return at;
  }

  /** Whether labels are differences, so that there are bases. */
  static boolean differenced(SequenceWindows form) {
    return form.transform().stream().anyMatch(t -> t.kind().equals("difference"));
  }
}
