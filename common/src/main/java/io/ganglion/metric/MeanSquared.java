package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/** The mean of {@code (prediction − target)²} over rows and outputs, rows weighted. */
public record MeanSquared() implements Metric {
  @Override
  public String kind() {
    return "mse";
  }

  @Override
  public double[] start() {
    return Sums.start();
  }

  @Override
  public double[] update(double[] state, Matrix prediction, Targets targets) {
    return Sums.addSquares(state, prediction, targets);
  }

  @Override
  public double result(double[] state) {
    return Sums.mean(state);
  }

  @Override
  public boolean largerIsBetter() {
    return false;
  }
}
