package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/** The root of {@link MeanSquared}: {@code √(mean (prediction − target)²)}. */
public record RootMeanSquared() implements ScalarMetric {
  @Override
  public String kind() {
    return "rmse";
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
    return Math.sqrt(Sums.mean(state));
  }

  @Override
  public boolean largerIsBetter() {
    return false;
  }
}
