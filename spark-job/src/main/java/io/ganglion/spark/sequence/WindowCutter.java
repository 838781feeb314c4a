package io.ganglion.spark.sequence;

import io.ganglion.data.SequenceWindows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Cuts the windows of series, whose rows come one series after the other, in their order. */
final class WindowCutter<T> implements Iterator<T> {
  /**
   * A window of a stretch without gaps.
   *
   * @param last the last step that a forecast sees
   * @param levels of the labels
   */
  record Window(Series stretch, int last, SeriesLevels levels, SequenceWindows form) {
    /** The first step that a forecast sees. */
    int first() {
      return last - form.window() + 1;
    }

    /** The step of an output. */
    int ahead(int output) {
      return last + form.horizon().get(output);
    }

    /** Whether every output has a label of its own. */
    boolean labelled() {
      return form.horizon().stream()
          .allMatch(h -> last + h < stretch.size() && stretch.labelled(last + h));
    }

    /** Whether all its labels are in the same part of the data. */
    boolean ofOnePart() {
      return form.horizon().stream().map(h -> stretch.part(last + h)).distinct().count() == 1;
    }
  }

  private final Iterator<Series> series;
  private final SequenceWindows form;
  private final int width;
  private final String label;
  private final Function<Window, T> rows;
  private final Queue<T> ready = new ArrayDeque<>();

  /**
   * A cutter.
   *
   * @param width the number of features, without the label's past
   * @param label what a message calls the label
   * @param rows what becomes of a window; null leaves it out
   */
  WindowCutter(
      Iterator<Series> series,
      SequenceWindows form,
      int width,
      String label,
      Function<Window, T> rows) {
    this.series = series;
    this.form = form;
    this.width = width;
    this.label = label;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && series.hasNext()) {
      for (Series stretch : series.next().stretches(form.gaps(), width)) {
        cut(stretch);
      }
    }
    return !ready.isEmpty();
  }

  private void cut(Series stretch) {
    SeriesLevels levels = new SeriesLevels(stretch, form.transform(), label);
    for (int last = levels.first + form.window() - 1;
        last < stretch.size();
        last += form.stride()) {
      T row = rows.apply(new Window(stretch, last, levels, form));
      if (row != null) {
        ready.add(row);
      }
    }
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** Splits rows into series where what tells them apart changes. */
  static Iterator<Series> series(Iterator<Row> rows, SeriesRows reader) {
    List<Series> open = new ArrayList<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !open.isEmpty() || rows.hasNext();
      }

      @Override
      public Series next() {
        Series series = open.isEmpty() ? null : open.remove(0);
        while (rows.hasNext()) {
          Row row = rows.next();
          if (series == null) {
            series = reader.begin(row);
          } else if (!reader.continues(series, row)) {
            Series next = reader.begin(row);
            reader.add(next, row);
            open.add(next);
            return series;
          }
          reader.add(series, row);
        }
        return series;
      }
    };
  }
}
