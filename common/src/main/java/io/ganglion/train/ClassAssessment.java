package io.ganglion.train;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/**
 * Predicted classes against the truth. The probability that is looked at is that of the second
 * class where there are two, else that of the answer.
 */
public final class ClassAssessment {
  private static final int TWO = 2;

  private final Confusion confusion;
  private final Calibration calibration = new Calibration();

  ClassAssessment(int classes) {
    this.confusion = new Confusion(classes);
  }

  /** Takes in the rows of a batch, whose targets are classes. */
  void addClasses(Matrix probabilities, Targets targets) {
    int classes = probabilities.columns;
    for (int r = 0; r < probabilities.rows; r++) {
      int answer = 0;
      for (int c = 1; c < classes; c++) {
        answer = probabilities.get(r, c) > probabilities.get(r, answer) ? c : answer;
      }
      int truth = targets.classes[r];
      confusion.add(truth, answer, targets.weight(r));
      int judged = classes == TWO ? 1 : answer;
      calibration.add(probabilities.get(r, judged), truth == judged, targets.weight(r));
    }
  }

  /** Takes in the rows of a batch, whose targets are 0 or 1, by one output. */
  void addBinary(Matrix probabilities, Targets targets, int output) {
    for (int r = 0; r < probabilities.rows; r++) {
      float probability = probabilities.get(r, output);
      boolean truth = targets.values.get(r, output) > 0.5f;
      confusion.add(truth ? 1 : 0, probability > 0.5f ? 1 : 0, targets.weight(r));
      calibration.add(probability, truth, targets.weight(r));
    }
  }

  double[][] states() {
    return new double[][] {confusion.cells(), calibration.state()};
  }

  /** Adds the states of a shard, of which {@code first} is the first. */
  void merge(double[][] states, int first) {
    confusion.merge(states[first]);
    calibration.merge(states[first + 1]);
  }

  public Confusion confusion() {
    return confusion;
  }

  public Calibration calibration() {
    return calibration;
  }
}
