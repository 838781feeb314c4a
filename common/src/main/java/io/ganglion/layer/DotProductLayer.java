package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link DotProduct}, bound. */
final class DotProductLayer implements Layer {
  @Override
  public Shape output() {
    return new Shape.Vector(1);
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    int[] seed = Neighbours.of(pass).seed;
    for (int p = 0; p < y.rows; p++) {
      y.set(p, 0, (float) dot(x, seed[2 * p], x, seed[2 * p + 1]));
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx == null) {
      return;
    }
    Kernels.fill(dx, 0f);
    int[] seed = Neighbours.of(pass).seed;
    for (int p = 0; p < y.rows; p++) {
      int a = seed[2 * p];
      int b = seed[2 * p + 1];
      float slope = dy.get(p, 0);
      Kernels.axpy(slope, x.data, x.row(b), dx.data, dx.row(a), x.columns);
      Kernels.axpy(slope, x.data, x.row(a), dx.data, dx.row(b), x.columns);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
      return;
    }
    int[] seed = Neighbours.of(pass).seed;
    for (int p = 0; p < y.rows; p++) {
      int a = seed[2 * p];
      int b = seed[2 * p + 1];
      yDot.set(p, 0, (float) (dot(xDot, a, x, b) + dot(x, a, xDot, b)));
    }
  }

  private static double dot(Matrix x, int row, Matrix z, int other) {
    double sum = 0.0;
    for (int c = 0; c < x.columns; c++) {
      sum += (double) x.get(row, c) * z.get(other, c);
    }
    return sum;
  }
}
