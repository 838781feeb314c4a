package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/**
 * The cross-entropy of the predicted probabilities, rows weighted: the mean of {@code −log p}, with
 * p the probability of the right answer, and over the outputs where there are several. As in
 * scikit-learn p is kept within {@code [ε, 1 − ε]}, with ε = 2⁻²³, the precision of a probability;
 * so it is bounded where the loss is not.
 */
public record LogLoss() implements ScalarMetric {
  private static final double EPSILON = 0x1p-23;

  @Override
  public String kind() {
    return "log_loss";
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
      double loss =
          targets.classes == null
              ? ofAnswers(prediction, targets, r)
              : of(prediction.get(r, targets.classes[r]));
      Sums.add(state, targets.weight(r), loss);
    }
    return state;
  }

  private static double ofAnswers(Matrix prediction, Targets targets, int r) {
    double sum = 0.0;
    for (int c = 0; c < prediction.columns; c++) {
      double yes = prediction.get(r, c);
      sum += of(Answers.yes(targets, r, c) ? yes : 1.0 - yes);
    }
    return sum / prediction.columns;
  }

  private static double of(double probability) {
    return -Math.log(Math.min(Math.max(probability, EPSILON), 1.0 - EPSILON));
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
