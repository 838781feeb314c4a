package io.ganglion.optimize;

/** Lengths along a ray, evaluated in one pass. */
final class Ladder {
  private Ladder() {}

  /** The length with the lowest value, the first of equals. */
  static double lowest(Objective objective, float[] from, float[] direction, double[] rungs) {
    double[] values = new double[rungs.length];
    objective.ray(from, direction, rungs, values);
    int best = 0;
    for (int i = 1; i < rungs.length; i++) {
      // Written so that a value that is no number never wins.
      if (!(values[best] <= values[i])) {
        best = i;
      }
    }
    return rungs[best];
  }
}
