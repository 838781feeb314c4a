package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/** The mean of {@code (prediction − target)²} over rows and outputs, rows weighted. */
public record MeanSquared() implements ScalarMetric {
  @Override
  public String kind() {
    return "mse";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.NUMBERS, Task.YES_OR_NO);
  }

  @Override
  public double[] start(long rows) {
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
