package io.ganglion.spark.scoring;

import io.ganglion.loss.Loss;
import io.ganglion.tensor.Matrix;

/** Reads the probabilities of classes out of predictions. */
final class ClassProbabilities {
  private ClassProbabilities() {}

  /**
   * The probability of a class; of two classes one number tells that of the second.
   *
   * @param prediction {@code [rows, classes]}, or {@code [rows, 1]} of a binary loss
   */
  static float of(Loss.Target target, Matrix prediction, int row, int index) {
    if (target == Loss.Target.CLASS) {
      return prediction.get(row, index);
    }
    float second = prediction.get(row, 0);
    return index == 1 ? second : 1f - second;
  }

  /** The likeliest class, the first of equals. */
  static int likeliest(Loss.Target target, Matrix prediction, int row) {
    int classes = target == Loss.Target.CLASS ? prediction.columns : 2;
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = of(target, prediction, row, c) > of(target, prediction, row, best) ? c : best;
    }
    return best;
  }
}
