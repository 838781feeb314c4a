package io.ganglion.layer;

import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Matrix;

/** Views on the left and the right half of the columns of a matrix. */
final class ColumnViews {
  private final Buffer left;
  private final Buffer right;

  ColumnViews(Plan plan) {
    this.left = plan.buffer(0, 0);
    this.right = plan.buffer(0, 0);
  }

  Matrix left(Pass pass, Matrix whole) {
    return view(pass.buffer(left), whole, 0);
  }

  Matrix right(Pass pass, Matrix whole) {
    return view(pass.buffer(right), whole, whole.columns / 2);
  }

  private static Matrix view(Matrix view, Matrix whole, int first) {
    int width = whole.columns / 2;
    return view.point(whole.data, whole.offset + first, whole.rows, width, whole.stride);
  }
}
