package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/**
 * Metrics made of three sums of weights for a class: over the rows that are rightly said to be in
 * it, over those said to be in it, and over those in it.
 *
 * <p>For yes-or-no answers, and for two classes, the metric is that of "yes", or of the second
 * class, as scikit-learn's {@code average='binary'}. For more classes it is the plain mean over the
 * classes that occur among targets or answers, as {@code average='macro'}; so it is over several
 * yes-or-no outputs. A division by zero gives 0.
 */
interface CountingMetric extends ScalarMetric {
  /** Sums kept for a class. */
  int SUMS = 3;

  /**
   * The metric of one class.
   *
   * @param right weight of the rows that are rightly said to be in it
   * @param said weight of the rows that are said to be in it
   * @param actual weight of the rows in it
   */
  double of(double right, double said, double actual);

  /** The quotient, or 0 where there is nothing to divide by. */
  static double ratio(double part, double whole) {
    return whole == 0.0 ? 0.0 : part / whole;
  }

  @Override
  default Set<Task> tasks() {
    return EnumSet.of(Task.YES_OR_NO, Task.CLASSES);
  }

  @Override
  default double[] start(long rows) {
    return new double[0];
  }

  @Override
  default double[] update(double[] state, Matrix prediction, Targets targets) {
    int first = Answers.firstJudged(prediction, targets);
    double[] sums = Answers.sized(state, SUMS * (prediction.columns - first));
    for (int r = 0; r < prediction.rows; r++) {
      double weight = targets.weight(r);
      if (targets.classes != null) {
        int said = Answers.largest(prediction, r) - first;
        int actual = targets.classes[r] - first;
        add(sums, said, said == actual ? weight : 0.0, weight, 0.0);
        add(sums, actual, 0.0, 0.0, weight);
        continue;
      }
      for (int c = 0; c < prediction.columns; c++) {
        double said = Answers.yes(prediction, r, c) ? weight : 0.0;
        double actual = Answers.yes(targets, r, c) ? weight : 0.0;
        add(sums, c, Math.min(said, actual), said, actual);
      }
    }
    return sums;
  }

  private static void add(double[] sums, int index, double right, double said, double actual) {
    if (index < 0) {
      return;
    }
    sums[SUMS * index] += right;
    sums[SUMS * index + 1] += said;
    sums[SUMS * index + 2] += actual;
  }

  @Override
  default double result(double[] state) {
    if (state.length == SUMS) {
      return of(state[0], state[1], state[2]);
    }
    double sum = 0.0;
    int classes = 0;
    for (int i = 0; i < state.length; i += SUMS) {
      if (state[i + 1] > 0.0 || state[i + 2] > 0.0) {
        sum += of(state[i], state[i + 1], state[i + 2]);
        classes++;
      }
    }
    return sum / classes;
  }

  @Override
  default boolean largerIsBetter() {
    return true;
  }
}
