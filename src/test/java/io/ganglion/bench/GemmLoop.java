package io.ganglion.bench;

import io.ganglion.tensor.Blas;
import io.ganglion.tensor.Matrix;
import java.util.SplittableRandom;

/**
 * The bare matrix products of a training step of a dense network, and nothing else: the bound that
 * a step is held against.
 */
final class GemmLoop {
  private final Matrix[] activations;
  private final Matrix[] gradients;
  private final Matrix[] weights;
  private final Matrix[] weightGradients;

  /**
   * Products for layers of the given widths.
   *
   * @param widths of the input and of each layer
   */
  GemmLoop(int batch, int... widths) {
    int layers = widths.length - 1;
    this.activations = new Matrix[layers + 1];
    this.gradients = new Matrix[layers + 1];
    this.weights = new Matrix[layers];
    this.weightGradients = new Matrix[layers];
    for (int l = 0; l <= layers; l++) {
      activations[l] = random(batch, widths[l]);
      gradients[l] = random(batch, widths[l]);
    }
    for (int l = 0; l < layers; l++) {
      weights[l] = random(widths[l + 1], widths[l]);
      weightGradients[l] = random(widths[l + 1], widths[l]);
    }
  }

  private static Matrix random(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(rows * 31L + columns);
    Matrix matrix = new Matrix(rows, columns);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = (float) (random.nextDouble() - 0.5);
    }
    return matrix;
  }

  /**
   * The products of {@code steps} steps: forward, by the weights, and by all inputs but the first.
   */
  void run(int steps) {
    for (int s = 0; s < steps; s++) {
      for (int l = 0; l < weights.length; l++) {
        Blas.gemm(false, true, 1f, activations[l], weights[l], 0f, activations[l + 1]);
      }
      for (int l = weights.length - 1; l >= 0; l--) {
        Matrix dy = gradients[l + 1];
        Blas.gemm(true, false, 1f, dy, activations[l], 0f, weightGradients[l]);
        if (l > 0) {
          Blas.gemm(false, false, 1f, dy, weights[l], 0f, gradients[l]);
        }
      }
    }
  }
}
