package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link GraphPool} with maxima, bound. */
final class GraphMaxLayer implements Layer {
  private final Shape output;

  /** The row of each maximum. */
  private final Buffer at;

  GraphMaxLayer(Shape output, Plan plan) {
    this.output = output;
    this.at = plan.buffer(output);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Structure.Graphs graphs = Neighbours.of(pass);
    Matrix rows = pass.buffer(at);
    Kernels.fill(y, 0f);
    Kernels.fill(rows, -1f);
    for (int b = 0; b < graphs.examples; b++) {
      for (int r = graphs.nodeStart[b]; r < graphs.nodeStart[b + 1]; r++) {
        Maxima.take(x, r, y, rows, b);
      }
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx != null) {
      Maxima.spread(pass.buffer(at), dy, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
    } else {
      Maxima.pick(pass.buffer(at), xDot, yDot);
    }
  }
}
