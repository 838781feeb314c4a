package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * Rows of length 1: {@code y_r = x_r / ‖x_r‖}, where a row of zeros stays, and gets no gradient.
 */
final class UnitRowsLayer implements Layer {
  private final Shape output;

  /** {@code 1 / ‖x_r‖}. */
  private final Buffer factors;

  UnitRowsLayer(Shape in, Plan plan) {
    this.output = in;
    this.factors = plan.buffer(in, 1);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Matrix factor = pass.buffer(factors);
    for (int r = 0; r < x.rows; r++) {
      double square = dot(x, r, x);
      float scale = square == 0.0 ? 0f : (float) (1.0 / Math.sqrt(square));
      factor.data[r] = scale;
      for (int c = 0; c < x.columns; c++) {
        y.set(r, c, x.get(r, c) * scale);
      }
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx != null) {
      project(pass, y, dy, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
    } else {
      project(pass, y, xDot, yDot);
    }
  }

  /** {@code (v − y (y · v)) / ‖x‖}: the derivative along v, its own adjoint. */
  private void project(Pass pass, Matrix y, Matrix v, Matrix to) {
    Matrix factor = pass.buffer(factors);
    for (int r = 0; r < y.rows; r++) {
      double along = dot(y, r, v);
      for (int c = 0; c < y.columns; c++) {
        to.set(r, c, (float) (factor.data[r] * (v.get(r, c) - y.get(r, c) * along)));
      }
    }
  }

  private static double dot(Matrix x, int r, Matrix y) {
    double sum = 0.0;
    for (int c = 0; c < x.columns; c++) {
      sum += (double) x.get(r, c) * y.get(r, c);
    }
    return sum;
  }
}
