package io.ganglion.spark.facts;

import io.ganglion.data.NumericColumn;
import io.ganglion.data.SeriesTransform;
import io.ganglion.data.TargetScaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The units in which training sees target numbers.
 *
 * @param scale of scaled ones: what they are multiplied by, above 0
 */
public record TargetUnits(Kind kind, double scale) {
  /** How they come about. */
  public enum Kind {
    STANDARDIZED,
    SCALED,
    SIGNS
  }

  /** Less their mean, by their deviation. */
  public static final TargetUnits STANDARDIZED = new TargetUnits(Kind.STANDARDIZED, 1.0);

  /** As they are. */
  public static final TargetUnits RAW = scaled(1.0);

  /** As +1 and −1, whether the table says so or has 1 and 0 for them. */
  public static final TargetUnits SIGNS = new TargetUnits(Kind.SIGNS, 1.0);

  /** Multiplied by a number above 0. */
  public static TargetUnits scaled(double scale) {
    return new TargetUnits(Kind.SCALED, scale);
  }

  /**
   * The scaling of labels.
   *
   * @param labels as the training rows show them
   * @param transform what was done to them before
   */
  TargetScaling scaling(List<NumericColumn> labels, List<SeriesTransform> transform) {
    boolean signed = labels.stream().anyMatch(label -> label.minimum() < 0.0);
    if ((equals(RAW) && transform.isEmpty()) || (kind == Kind.SIGNS && signed)) {
      return TargetScaling.NONE;
    }
    if (kind == Kind.SIGNS) {
      List<Double> halves = Collections.nCopies(labels.size(), 0.5);
      return new TargetScaling(halves, halves);
    }
    boolean standardized = kind == Kind.STANDARDIZED;
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
