package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * {@link GraphPool} with sums, bound.
 *
 * @param mean whether each sum is divided by the number of nodes
 */
record GraphSumLayer(Shape output, boolean mean) implements Layer {
  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Structure.Graphs graphs = Neighbours.of(pass);
    for (int b = 0; b < graphs.examples; b++) {
      double share = share(graphs, b);
      for (int c = 0; c < y.columns; c++) {
        double sum = 0.0;
        for (int r = graphs.nodeStart[b]; r < graphs.nodeStart[b + 1]; r++) {
          sum += x.get(r, c);
        }
        y.set(b, c, (float) (sum * share));
      }
    }
  }

  private double share(Structure.Graphs graphs, int b) {
    int nodes = graphs.nodeStart[b + 1] - graphs.nodeStart[b];
    return mean && nodes > 0 ? 1.0 / nodes : 1.0;
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx == null) {
      return;
    }
    Kernels.fill(dx, 0f);
    Structure.Graphs graphs = Neighbours.of(pass);
    for (int b = 0; b < graphs.examples; b++) {
      float share = (float) share(graphs, b);
      for (int r = graphs.nodeStart[b]; r < graphs.nodeStart[b + 1]; r++) {
        Kernels.axpy(share, dy.data, dy.row(b), dx.data, dx.row(r), dx.columns);
      }
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
    } else {
      forward(pass, xDot, yDot);
    }
  }
}
