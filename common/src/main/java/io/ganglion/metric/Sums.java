package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/** The state of metrics that are a weighted mean over rows: the weighted sum, and the weight. */
final class Sums {
  private Sums() {}

  static double[] start() {
    return new double[2];
  }

  static void add(double[] state, double weight, double value) {
    state[0] += weight * value;
    state[1] += weight;
  }

  /** The mean; NaN without any weight. */
  static double mean(double[] state) {
    return state[0] / state[1];
  }

  /** Takes in the rows' squared errors, each the mean over the outputs. */
  static double[] addSquares(double[] state, Matrix prediction, Targets targets) {
    for (int r = 0; r < prediction.rows; r++) {
      double sum = 0.0;
      for (int c = 0; c < prediction.columns; c++) {
        double error = (double) prediction.get(r, c) - targets.values.get(r, c);
        sum += error * error;
      }
      add(state, targets.weight(r), sum / prediction.columns);
    }
    return state;
  }
}
