package io.ganglion.layer;

import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The greatest numbers over sets of rows, {@code y_{r,c} = max x_{s,c}}, with the row s at which
 * each was found in {@code at}, or −1 where the set was empty. A float holds a row exactly up to
 * 2^24 rows.
 */
final class Maxima {
  private Maxima() {}

  /** Lets row s of x take part in the set of row r of y. */
  static void take(Matrix x, int s, Matrix y, Matrix at, int r) {
    int from = x.row(s);
    int to = y.row(r);
    int place = at.row(r);
    for (int c = 0; c < y.columns; c++) {
      float value = x.data[from + c];
      // Not a number stays: it has to be seen, and no comparison with it is true.
      if (at.data[place + c] < 0f || value > y.data[to + c] || Float.isNaN(value)) {
        y.data[to + c] = value;
        at.data[place + c] = s;
      }
    }
  }

  /** The adjoint: {@code dx = 0}, but that each dy goes to where y was found. */
  static void spread(Matrix at, Matrix dy, Matrix dx) {
    Kernels.fill(dx, 0f);
    for (int r = 0; r < dy.rows; r++) {
      int from = dy.row(r);
      for (int c = 0; c < dy.columns; c++) {
        int s = (int) at.get(r, c);
        if (s >= 0) {
          dx.data[dx.row(s) + c] += dy.data[from + c];
        }
      }
    }
  }

  /** The derivative along xDot: what stands where y was found. */
  static void pick(Matrix at, Matrix xDot, Matrix yDot) {
    for (int r = 0; r < yDot.rows; r++) {
      int to = yDot.row(r);
      for (int c = 0; c < yDot.columns; c++) {
        int s = (int) at.get(r, c);
        yDot.data[to + c] = s < 0 ? 0f : xDot.data[xDot.row(s) + c];
      }
    }
  }
}
