package io.ganglion.optimize;

import io.ganglion.tensor.Kernels;

/**
 * A bound on the incoming weights of each neuron, the rows of a matrix {@code [neurons, inputs]}:
 * one that is longer is shortened after the step, {@code w *= min(1, maxNorm / ‖w‖)}. Biases and
 * embeddings have no bound.
 *
 * <p>Source: Srebro, Rennie &amp; Jaakkola 2005, "Maximum-margin matrix factorization"; beside
 * dropout: Srivastava, Hinton, Krizhevsky, Sutskever &amp; Salakhutdinov 2014, section 5.1.
 */
final class MaxNorm {
  static final double NONE = Double.POSITIVE_INFINITY;

  private MaxNorm() {}

  /** Shortens the rows of {@link Step#matrices}. */
  static void apply(Step step, double maxNorm) {
    if (maxNorm == NONE) {
      return;
    }
    for (int m = 0; m < step.matrices.length; m += 3) {
      int inputs = step.matrices[m + 2];
      int row = step.matrices[m];
      for (int neuron = 0; neuron < step.matrices[m + 1]; neuron++) {
        shorten(step.weights, row, row + inputs, maxNorm);
        row += inputs;
      }
    }
  }

  private static void shorten(float[] weights, int from, int to, double maxNorm) {
    double length = Math.sqrt(Kernels.sumOfSquares(weights, from, to));
    // A NaN is not greater than anything: it stays, so that the divergence is seen.
    if (length > maxNorm) {
      float factor = (float) (maxNorm / length);
      for (int i = from; i < to; i++) {
        weights[i] *= factor;
      }
    }
  }
}
