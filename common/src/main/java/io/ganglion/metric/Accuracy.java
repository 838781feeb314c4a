package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/**
 * The share of right answers, rows weighted. For classes the answer is the one with the largest
 * prediction, the first of equals; for targets of 0 or 1 it is 1 where the prediction is above 0.5,
 * and a row counts by the share of its outputs that are right.
 */
public record Accuracy() implements ScalarMetric {
  @Override
  public String kind() {
    return "accuracy";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.YES_OR_NO, Task.CLASSES);
  }

  @Override
  public double[] start(long rows) {
    return Sums.start();
  }

  @Override
  public double[] update(double[] state, Matrix prediction, Targets targets) {
    for (int r = 0; r < prediction.rows; r++) {
      double right =
          targets.classes == null
              ? rightShare(prediction, targets, r)
              : Answers.largest(prediction, r) == targets.classes[r] ? 1.0 : 0.0;
      Sums.add(state, targets.weight(r), right);
    }
    return state;
  }

  private static double rightShare(Matrix prediction, Targets targets, int r) {
    int right = 0;
    for (int c = 0; c < prediction.columns; c++) {
      float answer = prediction.get(r, c) > 0.5f ? 1f : 0f;
      right += answer == targets.values.get(r, c) ? 1 : 0;
    }
    return (double) right / prediction.columns;
  }

  @Override
  public double result(double[] state) {
    return Sums.mean(state);
  }

  @Override
  public boolean largerIsBetter() {
    return true;
  }
}
