package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/** The mean of {@code |prediction − target|} over rows and outputs, rows weighted. */
public record MeanAbsoluteError() implements ScalarMetric {
  @Override
  public String kind() {
    return "mae";
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
    for (int r = 0; r < prediction.rows; r++) {
      double sum = 0.0;
      for (int c = 0; c < prediction.columns; c++) {
        sum += Math.abs((double) prediction.get(r, c) - targets.values.get(r, c));
      }
      Sums.add(state, targets.weight(r), sum / prediction.columns);
    }
    return state;
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
