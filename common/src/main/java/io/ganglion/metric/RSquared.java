package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/**
 * The share of the targets' variance that predictions explain: {@code 1 − Σ w (t − y)² / Σ w (t −
 * t̄)²}, as the mean over the outputs. For targets without variance it is 1 where every prediction
 * is right, else 0.
 *
 * <p>The state is the weight, and for each output the mean of the targets, the sum of their squared
 * deviations from it, and the sum of squared errors.
 *
 * <p>Source of the merging: Chan, Golub & LeVeque 1979, "Updating formulae and a pairwise algorithm
 * for computing sample variances".
 */
public record RSquared() implements ScalarMetric {
  private static final int SUMS = 3;

  @Override
  public String kind() {
    return "r2";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.NUMBERS);
  }

  @Override
  public double[] start(long rows) {
    return new double[0];
  }

  @Override
  public double[] update(double[] state, Matrix prediction, Targets targets) {
    double[] sums = Answers.sized(state, 1 + SUMS * prediction.columns);
    for (int r = 0; r < prediction.rows; r++) {
      double weight = targets.weight(r);
      if (weight == 0.0) {
        continue;
      }
      sums[0] += weight;
      for (int c = 0; c < prediction.columns; c++) {
        int at = 1 + SUMS * c;
        double target = targets.values.get(r, c);
        double deviation = target - sums[at];
        sums[at] += deviation * (weight / sums[0]);
        sums[at + 1] += weight * deviation * (target - sums[at]);
        double error = target - prediction.get(r, c);
        sums[at + 2] += weight * error * error;
      }
    }
    return sums;
  }

  @Override
  public double[] merge(double[] first, double[] second) {
    boolean firstEmpty = first.length == 0 || first[0] == 0.0;
    if (firstEmpty || second.length == 0 || second[0] == 0.0) {
      return firstEmpty ? second : first;
    }
    double weight = first[0] + second[0];
    for (int at = 1; at < first.length; at += SUMS) {
      double difference = second[at] - first[at];
      first[at] += difference * (second[0] / weight);
      first[at + 1] += second[at + 1] + difference * difference * (first[0] * (second[0] / weight));
      first[at + 2] += second[at + 2];
    }
    first[0] = weight;
    return first;
  }

  @Override
  public double result(double[] state) {
    if (state.length == 0 || state[0] == 0.0) {
      return Double.NaN;
    }
    double sum = 0.0;
    for (int at = 1; at < state.length; at += SUMS) {
      double variation = state[at + 1];
      double errors = state[at + 2];
      sum +=
          variation == 0.0 && errors != 0.0 ? 0.0 : 1.0 - CountingMetric.ratio(errors, variation);
    }
    return sum * SUMS / (state.length - 1);
  }

  @Override
  public boolean largerIsBetter() {
    return true;
  }
}
