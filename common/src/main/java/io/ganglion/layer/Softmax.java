package io.ganglion.layer;

import io.ganglion.loss.Loss;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * Shares that add up to 1 in each row: {@code y_i = exp(z_i) / Σ_j exp(z_j)}, with the Jacobian
 * {@code diag(y) − y yᵀ}.
 */
public record Softmax() implements Activation {
  @Override
  public String kind() {
    return "softmax";
  }

  @Override
  public void forward(Matrix z, Matrix y) {
    Kernels.softmax(z, y);
  }

  @Override
  public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    for (int r = 0; r < y.rows; r++) {
      int yRow = y.row(r);
      int vRow = v.row(r);
      int productRow = product.row(r);
      double mean = 0.0;
      for (int c = 0; c < y.columns; c++) {
        mean += (double) y.data[yRow + c] * v.data[vRow + c];
      }
      for (int c = 0; c < y.columns; c++) {
        product.data[productRow + c] = y.data[yRow + c] * (v.data[vRow + c] - (float) mean);
      }
    }
  }

  @Override
  public Loss.Link link() {
    return Loss.Link.SOFTMAX;
  }

  @Override
  public Stalling.Kind stall() {
    return Stalling.Kind.SATURATED;
  }

  @Override
  public void slopes(Matrix z, Matrix y, Matrix slopes) {
    Kernels.fill(slopes, 1f);
    // The diagonal y (1 − y) of the Jacobian is the derivative of the logistic function.
    Kernels.sigmoidBackward(y, slopes, slopes);
  }
}
