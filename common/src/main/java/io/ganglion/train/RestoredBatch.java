package io.ganglion.train;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/** The output of a network and its targets, brought back to the units of the data; reused. */
final class RestoredBatch {
  private final ModelSpec spec;
  private final Matrix restoredOutput = new Matrix();
  private final Targets restoredTargets = new Targets();
  private final Matrix predicted = new Matrix();
  private Matrix raw;
  private Matrix base;
  private Matrix output;
  private Targets targets;

  RestoredBatch(ModelSpec spec) {
    this.spec = spec;
  }

  /**
   * Takes in a batch.
   *
   * @param out of the network, {@code [rows, outputs]}, not to be written
   */
  void set(Matrix out, Targets given) {
    raw = out;
    base = given.base;
    output = out;
    targets = given;
    if (spec.scaling().none()) {
      return;
    }
    output = resized(restoredOutput, out);
    spec.scaling().restore(out, given.base, output);
    targets = restoredTargets;
    targets.rows = given.rows;
    targets.weights = given.weights;
    spec.scaling().restore(given.values, given.base, resized(targets.values, given.values));
  }

  private static Matrix resized(Matrix matrix, Matrix like) {
    float[] data = matrix.data.length >= like.size() ? matrix.data : new float[like.size()];
    return matrix.point(data, 0, like.rows, like.columns);
  }

  /** The output before the link. */
  Matrix output() {
    return output;
  }

  Targets targets() {
    return targets;
  }

  /** The output after the link: numbers, or probabilities. */
  Matrix prediction() {
    spec.loss().predict(raw, resized(predicted, raw));
    if (!spec.scaling().none()) {
      spec.scaling().restore(predicted, base, predicted);
    }
    return predicted;
  }
}
