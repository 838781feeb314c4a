package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/** The root of {@link MeanSquared}: {@code √(mean (prediction − target)²)}. */
public record RootMeanSquared() implements Metric {
  @Override
  public String kind() {
    return "rmse";
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
    return Math.sqrt(Sums.mean(state));
  }

  @Override
  public boolean largerIsBetter() {
    return false;
  }
}
