package io.ganglion.train;

import java.util.Arrays;

/** Predictions of a number against the truth; a residual is the truth less the prediction. */
public final class NumberAssessment {
  /** The most rows of a sample. */
  public static final int SAMPLE = 1000;

  private final ResidualHistogram residuals = new ResidualHistogram();

  /** Rows, rows without a finite residual, weight, weighted sums of residuals and squares. */
  private final double[] sums = new double[5];

  private double[] sample = new double[0];
  private int sampled;

  /**
   * Takes in a row.
   *
   * @param keep whether it belongs to the sample
   */
  void add(double truth, double prediction, double weight, boolean keep) {
    double residual = truth - prediction;
    sums[0] += 1.0;
    if (!Double.isFinite(residual)) {
      sums[1] += 1.0;
      return;
    }
    sums[2] += weight;
    sums[3] += weight * residual;
    sums[4] += weight * residual * residual;
    residuals.add(residual, weight);
    if (keep) {
      keep(truth, prediction);
    }
  }

  private void keep(double truth, double prediction) {
    if (2 * sampled == sample.length) {
      sample = Arrays.copyOf(sample, Math.max(64, 2 * sample.length));
    }
    sample[2 * sampled] = truth;
    sample[2 * sampled + 1] = prediction;
    sampled++;
  }

  double[][] states() {
    return new double[][] {sums, residuals.state(), Arrays.copyOf(sample, 2 * sampled)};
  }

  /** Adds the states of a shard, of which {@code first} is the first. */
  void merge(double[][] states, int first) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += states[first][i];
    }
    residuals.merge(states[first + 1]);
    double[] rows = states[first + 2];
    for (int i = 0; i < rows.length; i += 2) {
      keep(rows[i], rows[i + 1]);
    }
  }

  /** Leaves out rows of the sample, evenly, until there are no more than {@link #SAMPLE}. */
  void thin() {
    int step = (sampled + SAMPLE - 1) / SAMPLE;
    if (step <= 1) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < sampled; i += step) {
      sample[2 * kept] = sample[2 * i];
      sample[2 * kept + 1] = sample[2 * i + 1];
      kept++;
    }
    sampled = kept;
  }

  public ResidualHistogram residuals() {
    return residuals;
  }

  public long rows() {
    return (long) sums[0];
  }

  /** The number of rows whose residual is not a finite number; nothing else counts them. */
  public long lost() {
    return (long) sums[1];
  }

  /** The weighted mean of the residuals; above 0 where predictions are too small. */
  public double meanResidual() {
    return sums[3] / sums[2];
  }

  /** The root of the weighted mean of squared residuals. */
  public double rootMeanSquare() {
    return Math.sqrt(sums[4] / sums[2]);
  }

  /** The number of rows in the sample. */
  public int sampled() {
    return sampled;
  }

  /** The truth of a row of the sample. */
  public double truth(int i) {
    return sample[2 * i];
  }

  /** The prediction of a row of the sample. */
  public double prediction(int i) {
    return sample[2 * i + 1];
  }
}
