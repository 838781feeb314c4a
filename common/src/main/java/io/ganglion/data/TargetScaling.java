package io.ganglion.data;

import io.ganglion.tensor.Matrix;
import java.io.Serializable;
import java.util.List;

/**
 * How target numbers are standardised for training: {@code (value − mean) / deviation}, output by
 * output. Losses, metrics and predictions are reported in the units of the data, after {@link
 * #restore}.
 *
 * <p>Targets of forecasts may be differences of the series, or of its logarithms: what was taken
 * off each, its base, is added and the exponential taken when they are restored.
 *
 * @param means of the training targets
 * @param deviations population deviations of the training targets, above 0
 * @param exponential whether targets are logarithms; then there are means and deviations
 */
public record TargetScaling(List<Double> means, List<Double> deviations, boolean exponential)
    implements Serializable {
  /** Targets as they are. */
  public static final TargetScaling NONE = new TargetScaling(List.of(), List.of());

  public TargetScaling {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  /** Targets by mean and deviation. */
  public TargetScaling(List<Double> means, List<Double> deviations) {
    this(means, deviations, false);
  }

  /** Whether targets stay as they are. */
  public boolean none() {
    return means.isEmpty();
  }

  /** What 1 in a standardised output is in the units of the data. */
  public double deviation(int output) {
    return none() ? 1.0 : deviations.get(output);
  }

  /** A number of the data as training sees it. */
  public float standardize(double value, int output) {
    return none() ? (float) value : (float) ((value - means.get(output)) / deviations.get(output));
  }

  /**
   * Brings standardised numbers back to the units of the data; y may be x.
   *
   * @param base what is added to each; empty where nothing is
   */
  public void restore(Matrix x, Matrix base, Matrix y) {
    for (int c = 0; c < x.columns; c++) {
      double mean = none() ? 0.0 : means.get(c);
      double deviation = deviation(c);
      for (int r = 0; r < x.rows; r++) {
        double value = x.get(r, c) * deviation + mean;
        value += base.columns == 0 ? 0.0 : base.get(r, c);
        y.set(r, c, (float) (exponential ? Math.exp(value) : value));
      }
    }
  }
}
