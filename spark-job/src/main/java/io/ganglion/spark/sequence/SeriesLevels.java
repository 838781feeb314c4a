package io.ganglion.spark.sequence;

import io.ganglion.data.SeriesTransform;
import io.ganglion.spark.table.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * The labels of a series as they are learned: {@code z = u − Σ earlier u}, with u the label or its
 * logarithm. What was taken off a step, its base, depends on earlier steps alone.
 */
final class SeriesLevels {
  private final double[] levels;
  private final double[] changes;
  private final List<Integer> lags;

  /** The first step whose change is known. */
  final int first;

  /**
   * Transforms labels.
   *
   * @param where what a message calls the label
   */
  SeriesLevels(Series series, List<SeriesTransform> transforms, String where) {
    int n = series.size();
    levels = new double[n];
    boolean log = transforms.stream().anyMatch(SeriesTransform.Log.class::isInstance);
    for (int i = 0; i < n; i++) {
      double label = series.label(i);
      if (log && label <= 0.0) {
        throw new DataException(
            "%s is %s at %s, expected a number above 0 for the transform log; leave it out of sequence.transform, or correct the value"
                .formatted(where, label, series.names.get(i)));
      }
      levels[i] = log ? Math.log(label) : label;
    }
    lags = lags(transforms);
    first = lost(transforms);
    changes = new double[n];
    Arrays.fill(changes, Double.NaN);
    for (int i = first; i < n; i++) {
      changes[i] = levels[i] - base(i);
    }
  }

  private static List<Integer> lags(List<SeriesTransform> transforms) {
    return transforms.stream()
        .filter(SeriesTransform.Difference.class::isInstance)
        .map(t -> ((SeriesTransform.Difference) t).lag())
        .toList();
  }

  /** How many steps at the beginning of a series have no change. */
  static int lost(List<SeriesTransform> transforms) {
    return lags(transforms).stream().mapToInt(lag -> lag).sum();
  }

  /** What is left of the label of a step, which has one. */
  double change(int step) {
    return changes[step];
  }

  /**
   * What was taken off the label of a step: with the lag operator L, {@code u − Π (1 − L^lag) u}.
   */
  double base(int step) {
    double base = 0.0;
    for (int lag = 0; lag < lags.size(); lag++) {
      base += product(step - lags.get(lag), lag + 1);
    }
    return base;
  }

  /** {@code Π (1 − L^lag) u} over the lags from the given one on. */
  private double product(int step, int lag) {
    return lag == lags.size()
        ? levels[step]
        : product(step, lag + 1) - product(step - lags.get(lag), lag + 1);
  }
}
