package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/** What predictions come down to, and states that grow with the first batch. */
final class Answers {
  private Answers() {}

  /** The class with the largest prediction of a row, the first of equals. */
  static int largest(Matrix prediction, int r) {
    int row = prediction.row(r);
    int largest = 0;
    for (int c = 1; c < prediction.columns; c++) {
      if (prediction.data[row + c] > prediction.data[row + largest]) {
        largest = c;
      }
    }
    return largest;
  }

  /** Whether a probability means yes: above a half. */
  static boolean yes(Matrix prediction, int r, int c) {
    return prediction.get(r, c) > 0.5f;
  }

  /** Whether the right answer is yes. */
  static boolean yes(Targets targets, int r, int c) {
    return targets.values.get(r, c) > 0.5f;
  }

  /**
   * The first class that is judged: of two classes only the second one is, as the answer "yes" is,
   * so that a choice of two comes to the same with either cross-entropy.
   */
  static int firstJudged(Matrix prediction, Targets targets) {
    return targets.classes != null && prediction.columns == 2 ? 1 : 0;
  }

  /** The state, or one of the given length in place of an empty one. */
  static double[] sized(double[] state, int length) {
    return state.length == 0 ? new double[length] : state;
  }
}
