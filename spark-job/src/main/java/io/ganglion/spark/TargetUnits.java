package io.ganglion.spark;

import io.ganglion.data.NumericColumn;
import io.ganglion.data.SeriesTransform;
import io.ganglion.data.TargetScaling;
import java.util.ArrayList;
import java.util.List;

/**
 * The units in which training sees target numbers.
 *
 * @param standardized whether by mean and deviation of the training rows
 * @param scale otherwise: what they are multiplied by, above 0
 */
public record TargetUnits(boolean standardized, double scale) {
  /** Less their mean, by their deviation. */
  public static final TargetUnits STANDARDIZED = new TargetUnits(true, 1.0);

  /** As they are. */
  public static final TargetUnits RAW = new TargetUnits(false, 1.0);

  /**
   * The scaling of labels.
   *
   * @param labels as the training rows show them
   * @param transform what was done to them before
   */
  TargetScaling scaling(List<NumericColumn> labels, List<SeriesTransform> transform) {
    if (equals(RAW) && transform.isEmpty()) {
      return TargetScaling.NONE;
    }
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (NumericColumn label : labels) {
      means.add(standardized ? label.mean() : 0.0);
      deviations.add(standardized ? deviation(label) : 1.0 / scale);
    }
    boolean log = transform.stream().anyMatch(SeriesTransform.Log.class::isInstance);
    return new TargetScaling(means, deviations, log);
  }

  /** A label without variance is only centred. */
  private static double deviation(NumericColumn label) {
    return label.variance() <= 0.0 ? 1.0 : Math.sqrt(label.variance());
  }
}
