package io.ganglion.testing;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Normal;
import io.ganglion.layer.Zeros;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * A node hears itself and its neighbours: {@code h_r = tanh(mean of x over r and those it hears ·
 * Wᵀ + b)}.
 *
 * @param pooled whether the output is the mean of h over each graph, not h itself
 */
public record ToyGraph(int units, boolean pooled) implements LayerSpec {
  @Override
  public String kind() {
    return "toy_graph";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    if (!(in instanceof Shape.Graph)) {
      throw new NetworkException(plan.where() + ": expected a graph, found " + in);
    }
    return new Bound(this, in, plan);
  }

  private static final class Bound implements Layer {
    private final Shape output;
    private final boolean pooled;
    private final Linear linear;
    private final Slot bias;
    private final Buffer means;
    private final Buffer otherMeans;
    private final Buffer states;
    private final Buffer otherStates;

    Bound(ToyGraph spec, Shape in, Plan plan) {
      Shape nodes = in.withFeatures(spec.units);
      this.pooled = spec.pooled;
      this.output = pooled ? new Shape.Vector(spec.units) : nodes;
      this.linear = new Linear(plan, "weight", in.features(), spec.units, new Normal());
      this.bias = plan.slot("bias", 1, spec.units, Slot.Kind.BIAS, new Zeros());
      this.means = plan.buffer(in);
      this.otherMeans = plan.buffer(in);
      this.states = plan.buffer(nodes);
      this.otherStates = plan.buffer(nodes);
    }

    @Override
    public Shape output() {
      return output;
    }

    @Override
    public void forward(Pass pass, Matrix x, Matrix y) {
      Structure.Graphs graphs = (Structure.Graphs) pass.batch().structure;
      Matrix mean = pass.buffer(means);
      Matrix h = pooled ? pass.buffer(states) : y;
      hear(graphs, x, mean);
      linear.forward(pass, mean, 0f, h);
      Kernels.addRow(pass.weight(bias), h);
      Kernels.tanh(h, h);
      if (pooled) {
        pool(graphs, h, y);
      }
    }

    @Override
    public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
      Structure.Graphs graphs = (Structure.Graphs) pass.batch().structure;
      Matrix dh = pass.buffer(otherStates);
      if (pooled) {
        spread(graphs, dy, dh);
      } else {
        Kernels.copy(dy, dh);
      }
      Kernels.tanhBackward(pooled ? pass.buffer(states) : y, dh, dh);
      Matrix dMean = dx == null ? null : pass.buffer(otherMeans);
      linear.backward(pass, pass.buffer(means), dh, 0f, dMean);
      Kernels.addColumnSums(dh, pass.gradient(bias));
      if (dx != null) {
        tell(graphs, dMean, dx);
      }
    }

    @Override
    public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
      Structure.Graphs graphs = (Structure.Graphs) pass.batch().structure;
      Matrix meanDot = xDot == null ? null : pass.buffer(otherMeans);
      Matrix hDot = pooled ? pass.buffer(otherStates) : yDot;
      if (xDot != null) {
        hear(graphs, xDot, meanDot);
      }
      linear.tangent(pass, pass.buffer(means), meanDot, 0f, hDot);
      Kernels.addRow(pass.direction(bias), hDot);
      Kernels.tanhBackward(pooled ? pass.buffer(states) : y, hDot, hDot);
      if (pooled) {
        pool(graphs, hDot, yDot);
      }
    }

    /** The mean of each row and those that it hears. */
    private static void hear(Structure.Graphs graphs, Matrix x, Matrix mean) {
      for (int r = 0; r < x.rows; r++) {
        float share = share(graphs, r);
        System.arraycopy(x.data, x.row(r), mean.data, mean.row(r), x.columns);
        for (int k = graphs.edgeStart[r]; k < graphs.edgeStart[r + 1]; k++) {
          add(1f, x, graphs.source[k], mean, r);
        }
        add(share - 1f, mean, r, mean, r);
      }
    }

    /** The adjoint of {@link #hear}. */
    private static void tell(Structure.Graphs graphs, Matrix dMean, Matrix dx) {
      Kernels.fill(dx, 0f);
      for (int r = 0; r < dx.rows; r++) {
        float share = share(graphs, r);
        add(share, dMean, r, dx, r);
        for (int k = graphs.edgeStart[r]; k < graphs.edgeStart[r + 1]; k++) {
          add(share, dMean, r, dx, graphs.source[k]);
        }
      }
    }

    private static float share(Structure.Graphs graphs, int r) {
      return 1f / (1 + graphs.edgeStart[r + 1] - graphs.edgeStart[r]);
    }

    /** The mean over the nodes of each graph. */
    private static void pool(Structure.Graphs graphs, Matrix h, Matrix y) {
      Kernels.fill(y, 0f);
      for (int b = 0; b < graphs.examples; b++) {
        int nodes = graphs.nodeStart[b + 1] - graphs.nodeStart[b];
        for (int r = graphs.nodeStart[b]; r < graphs.nodeStart[b + 1]; r++) {
          add(1f / nodes, h, r, y, b);
        }
      }
    }

    /** The adjoint of {@link #pool}. */
    private static void spread(Structure.Graphs graphs, Matrix dy, Matrix dh) {
      Kernels.fill(dh, 0f);
      for (int b = 0; b < graphs.examples; b++) {
        int nodes = graphs.nodeStart[b + 1] - graphs.nodeStart[b];
        for (int r = graphs.nodeStart[b]; r < graphs.nodeStart[b + 1]; r++) {
          add(1f / nodes, dy, b, dh, r);
        }
      }
    }

    private static void add(float scale, Matrix from, int fromRow, Matrix to, int toRow) {
      int i = from.row(fromRow);
      int j = to.row(toRow);
      for (int c = 0; c < from.columns; c++) {
        to.data[j + c] += scale * from.data[i + c];
      }
    }
  }
}
