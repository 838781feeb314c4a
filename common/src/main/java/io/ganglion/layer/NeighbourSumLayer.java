package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** The sums of {@link GraphIsomorphism}: {@code y_r = (1 + ε) x_r + Σ_k w_k x_source(k)}. */
final class NeighbourSumLayer implements Layer {
  private final Shape output;
  private final OwnShare own;
  private final Buffer coefficients;

  NeighbourSumLayer(GraphIsomorphism spec, Shape in, Plan plan) {
    this.output = in;
    this.own = new OwnShare(spec, plan);
    this.coefficients = plan.heardBuffer(1);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Structure.Graphs graphs = Neighbours.of(pass);
    Matrix c = pass.buffer(coefficients);
    float share = own.value(pass);
    for (int r = 0; r < x.rows; r++) {
      for (int k = graphs.edgeStart[r]; k < graphs.edgeStart[r + 1]; k++) {
        c.data[k + r] = graphs.weight(k);
      }
      c.data[Neighbours.own(graphs, r)] = share;
    }
    Neighbours.sum(graphs, c, x, y);
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    own.addGradient(pass, x, dy);
    if (dx != null) {
      Neighbours.spread(Neighbours.of(pass), pass.buffer(coefficients), dy, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    Kernels.fill(yDot, 0f);
    if (xDot != null) {
      Neighbours.addSum(Neighbours.of(pass), pass.buffer(coefficients), xDot, yDot);
    }
    own.addTangent(pass, x, yDot);
  }
}
