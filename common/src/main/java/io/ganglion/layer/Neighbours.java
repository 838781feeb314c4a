package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * Sums over what each node of a graph hears, with a coefficient for each edge and one for the node
 * itself: {@code y_r = Σ_k c_k x_source(k) + c_r x_r}, with x and y {@code [rows, features]}.
 *
 * <p>Coefficients are {@code [edges + rows, heads]}: those of row r stand together, its edges in
 * their order and behind them itself, from {@link #first} up to and with {@link #own}. With several
 * heads each has a stretch of the features of its own, all of one width.
 *
 * <p>Adjoints go over the same loop and scatter, so that the order of sums is that of the rows.
 * Coefficients of 0 are passed over.
 */
final class Neighbours {
  private Neighbours() {}

  /**
   * Refuses an input that is no graph.
   *
   * @throws NetworkException if it is none
   */
  static void check(Shape in, Plan plan) {
    if (!(in instanceof Shape.Graph)) {
      throw new NetworkException(
          plan.where()
              + ": expected a graph, found "
              + in
              + ": read the data as nodes and edges (data.nodes, data.edges), or put this layer"
              + " before graph_pool");
    }
  }

  /** The graphs of the batch in hand. */
  static Structure.Graphs of(Pass pass) {
    return (Structure.Graphs) pass.batch().structure;
  }

  /** The place of the first coefficient of row r. */
  static int first(Structure.Graphs graphs, int r) {
    return graphs.edgeStart[r] + r;
  }

  /** The place of the coefficient by which row r hears itself, behind those of its edges. */
  static int own(Structure.Graphs graphs, int r) {
    return graphs.edgeStart[r + 1] + r;
  }

  /** The row that is heard at a place of row r: the source of an edge, or r itself. */
  static int heard(Structure.Graphs graphs, int r, int place) {
    return place == own(graphs, r) ? r : graphs.source[place - r];
  }

  /** {@code y = C x}. */
  static void sum(Structure.Graphs graphs, Matrix c, Matrix x, Matrix y) {
    Kernels.fill(y, 0f);
    addSum(graphs, c, x, y);
  }

  /** {@code y += C x}. */
  static void addSum(Structure.Graphs graphs, Matrix c, Matrix x, Matrix y) {
    int width = y.columns / c.columns;
    for (int r = 0; r < y.rows; r++) {
      for (int place = first(graphs, r); place <= own(graphs, r); place++) {
        int from = x.row(heard(graphs, r, place));
        add(c, place, x, from, y, y.row(r), width);
      }
    }
  }

  /** {@code dx = Cᵀ dy}: the adjoint of {@link #sum} by x. */
  static void spread(Structure.Graphs graphs, Matrix c, Matrix dy, Matrix dx) {
    Kernels.fill(dx, 0f);
    int width = dy.columns / c.columns;
    for (int r = 0; r < dy.rows; r++) {
      for (int place = first(graphs, r); place <= own(graphs, r); place++) {
        int to = dx.row(heard(graphs, r, place));
        add(c, place, dy, dy.row(r), dx, to, width);
      }
    }
  }

  private static void add(Matrix c, int place, Matrix from, int row, Matrix to, int at, int width) {
    for (int h = 0; h < c.columns; h++) {
      float coefficient = c.data[c.row(place) + h];
      if (coefficient != 0f) {
        int shift = h * width;
        Kernels.axpy(coefficient, from.data, row + shift, to.data, at + shift, width);
      }
    }
  }

  /** {@code dc_k = dy_r · x_source(k)}, head by head: the adjoint of {@link #sum} by C. */
  static void products(Structure.Graphs graphs, Matrix dy, Matrix x, Matrix dc) {
    int width = dy.columns / dc.columns;
    for (int r = 0; r < dy.rows; r++) {
      for (int place = first(graphs, r); place <= own(graphs, r); place++) {
        int from = x.row(heard(graphs, r, place));
        for (int h = 0; h < dc.columns; h++) {
          int shift = h * width;
          float dot = dot(dy.data, dy.row(r) + shift, x.data, from + shift, width);
          dc.data[dc.row(place) + h] = dot;
        }
      }
    }
  }

  private static float dot(float[] x, int xAt, float[] y, int yAt, int n) {
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      sum += (double) x[xAt + i] * y[yAt + i];
    }
    return (float) sum;
  }

  /** The greatest numbers over the rows heard along edges of a weight, 0 where there is none. */
  static void max(Structure.Graphs graphs, Matrix x, Matrix y, Matrix at) {
    Kernels.fill(y, 0f);
    Kernels.fill(at, -1f);
    for (int r = 0; r < y.rows; r++) {
      for (int k = graphs.edgeStart[r]; k < graphs.edgeStart[r + 1]; k++) {
        if (graphs.weight(k) != 0f) {
          Maxima.take(x, graphs.source[k], y, at, r);
        }
      }
    }
  }
}
