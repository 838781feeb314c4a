package io.ganglion.spark.sequence;

import io.ganglion.data.SequenceWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A long series in memory: its steps in their order. */
final class Series {
  private static final int NO_PART = -1;

  /** What tells the series from others, as the table holds it; null where there is one. */
  final Object by;

  /** The time of each step; null for one that was put in. */
  final List<Object> times = new ArrayList<>();

  /** The text of each time; of a step that was put in the time that it would have. */
  final List<String> names = new ArrayList<>();

  /** The values of the features. */
  final List<Object[]> features = new ArrayList<>();

  /** NaN where it is missing. */
  private double[] labels = new double[64];

  /** Whether the label was carried over from an earlier step. */
  private boolean[] carried = new boolean[64];

  private final List<Integer> parts = new ArrayList<>();

  /** The clock of the whole series, of which this may be a stretch; null until it is whole. */
  private SeriesClock clock;

  Series(Object by) {
    this.by = by;
  }

  int size() {
    return names.size();
  }

  double label(int step) {
    return labels[step];
  }

  /** Whether a step has a label of its own. */
  boolean labelled(int step) {
    return !Double.isNaN(labels[step]) && !carried[step];
  }

  /** What a step is for; −1 where nobody said. */
  int part(int step) {
    return parts.get(step);
  }

  /**
   * Adds a step.
   *
   * @param part null where nobody said
   */
  void add(Object time, String name, Object[] values, double label, Integer part) {
    add(time, name, values, label, false, part == null ? NO_PART : part);
  }

  private void add(
      Object time, String name, Object[] values, double label, boolean isCarried, int part) {
    int at = size();
    if (at == labels.length) {
      labels = Arrays.copyOf(labels, 2 * at);
      carried = Arrays.copyOf(carried, 2 * at);
    }
    labels[at] = label;
    carried[at] = isCarried;
    times.add(time);
    names.add(name);
    features.add(values);
    parts.add(part);
  }

  /**
   * The stretches without a gap.
   *
   * @param width the number of features
   */
  List<Series> stretches(SequenceWindows.Gaps gaps, int width) {
    clock = SeriesClock.of(names);
    List<Series> stretches = new ArrayList<>();
    Series open = new Series(by);
    for (int i = 0; i < size(); i++) {
      double steps = i == 0 ? 1.0 : clock.steps(i - 1);
      boolean regular = Math.abs(steps - 1.0) < 1e-6;
      if (gaps == SequenceWindows.Gaps.FILL) {
        for (int k = 1; k < steps - 0.5 && SeriesClock.whole(steps) && open.size() > 0; k++) {
          String name = clock.after(names.get(i - 1), k);
          open.add(null, name, new Object[width], open.labels[open.size() - 1], true, NO_PART);
        }
      } else if (gaps == SequenceWindows.Gaps.SPLIT && (!regular || Double.isNaN(labels[i]))) {
        stretches.add(open);
        open = new Series(by);
      }
      if (!Double.isNaN(labels[i])) {
        open.add(times.get(i), names.get(i), features.get(i), labels[i], false, parts.get(i));
      } else if (gaps == SequenceWindows.Gaps.FILL && open.size() > 0) {
        double last = open.labels[open.size() - 1];
        open.add(times.get(i), names.get(i), features.get(i), last, true, parts.get(i));
      }
    }
    stretches.add(open);
    stretches.removeIf(stretch -> stretch.size() == 0);
    stretches.forEach(stretch -> stretch.clock = clock);
    return stretches;
  }

  /** The time some steps after one of a stretch; null where that can't be told. */
  String after(int step, int steps) {
    return clock.after(names.get(step), steps);
  }
}
