package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The sums of {@link GraphIsomorphism} with features e of edges: {@code y_r = (1 + ε) x_r + Σ_k w_k
 * m_k} over messages {@code m_k = relu(x_source(k) + W e_k + b)}, with W {@code [in, edge
 * features]}.
 */
final class EdgeSumLayer implements Layer {
  private final Shape output;
  private final OwnShare own;
  private final Linear linear;
  private final Slot bias;
  private final Buffer messages;
  private final Buffer changes;

  /**
   * Reserves the parameters.
   *
   * @throws NetworkException if edges have no features
   */
  EdgeSumLayer(GraphIsomorphism spec, Shape in, Plan plan) {
    int features = ((Shape.Graph) in).edgeFeatures();
    if (features == 0) {
      throw new NetworkException(
          plan.where()
              + ": edges: expected features of edges, found none: name columns of the table of"
              + " edges under data.edgeFeatures, or remove edges: true");
    }
    this.output = in;
    this.own = new OwnShare(spec, plan);
    this.linear = new Linear(plan, "edge_weight", features, in.features(), new GlorotUniform());
    this.bias = plan.slot("edge_bias", 1, in.features(), Slot.Kind.BIAS, new Zeros());
    this.messages = plan.edgeBuffer(in.features());
    this.changes = plan.edgeBuffer(in.features());
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Structure.Graphs graphs = Neighbours.of(pass);
    Matrix m = pass.buffer(messages);
    linear.forward(pass, graphs.edgeNumeric, 0f, m);
    Kernels.addRow(pass.weight(bias), m);
    addSources(graphs, x, m);
    Kernels.relu(m, m);
    Kernels.fill(y, 0f);
    Kernels.axpy(own.value(pass), x, y);
    addMessages(graphs, m, y);
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    Structure.Graphs graphs = Neighbours.of(pass);
    own.addGradient(pass, x, dy);
    Matrix dm = pass.buffer(changes);
    Kernels.fill(dm, 0f);
    for (int r = 0; r < graphs.rows(); r++) {
      for (int k = graphs.edgeStart[r]; k < graphs.edgeStart[r + 1]; k++) {
        Kernels.axpy(graphs.weight(k), dy.data, dy.row(r), dm.data, dm.row(k), dm.columns);
      }
    }
    Kernels.reluBackward(pass.buffer(messages), dm, dm);
    linear.backward(pass, graphs.edgeNumeric, dm, 0f, null);
    Kernels.addColumnSums(dm, pass.gradient(bias));
    if (dx == null) {
      return;
    }
    Kernels.fill(dx, 0f);
    Kernels.axpy(own.value(pass), dy, dx);
    for (int k = 0; k < dm.rows; k++) {
      Kernels.axpy(1f, dm.data, dm.row(k), dx.data, dx.row(graphs.source[k]), dx.columns);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    Structure.Graphs graphs = Neighbours.of(pass);
    Matrix mDot = pass.buffer(changes);
    linear.tangent(pass, graphs.edgeNumeric, null, 0f, mDot);
    Kernels.addRow(pass.direction(bias), mDot);
    Kernels.fill(yDot, 0f);
    if (xDot != null) {
      addSources(graphs, xDot, mDot);
      Kernels.axpy(own.value(pass), xDot, yDot);
    }
    Kernels.reluBackward(pass.buffer(messages), mDot, mDot);
    own.addTangent(pass, x, yDot);
    addMessages(graphs, mDot, yDot);
  }

  /** {@code m_k += x_source(k)}. */
  private static void addSources(Structure.Graphs graphs, Matrix x, Matrix m) {
    for (int k = 0; k < m.rows; k++) {
      Kernels.axpy(1f, x.data, x.row(graphs.source[k]), m.data, m.row(k), m.columns);
    }
  }

  /** {@code y_r += Σ_k w_k m_k}. */
  private static void addMessages(Structure.Graphs graphs, Matrix m, Matrix y) {
    for (int r = 0; r < y.rows; r++) {
      for (int k = graphs.edgeStart[r]; k < graphs.edgeStart[r + 1]; k++) {
        Kernels.axpy(graphs.weight(k), m.data, m.row(k), y.data, y.row(r), y.columns);
      }
    }
  }
}
