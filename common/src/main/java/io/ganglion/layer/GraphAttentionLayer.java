package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link GraphAttention} behind its product z {@code [rows, heads units]}. */
final class GraphAttentionLayer implements Layer, Activated {
  private final Shape output;
  private final AttentionCoefficients attention;
  private final BiasedActivation end;

  /** h of all heads, or a derivative of it; null where y takes its place. */
  private final Buffer joined;

  GraphAttentionLayer(GraphAttention spec, Shape in, Plan plan) {
    this.output = in.withFeatures(spec.width());
    this.attention = new AttentionCoefficients(spec, in, plan);
    Dense ending = new Dense(spec.width(), spec.activation(), spec.bias(), spec.initializer());
    this.end = new BiasedActivation(ending, output, plan);
    this.joined =
        spec.join() == GraphAttention.Join.CONCAT
            ? null
            : plan.buffer(output, spec.heads() * spec.units());
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public BiasedActivation end() {
    return end;
  }

  @Override
  public void forward(Pass pass, Matrix z, Matrix y) {
    Matrix sum = end.sum(pass, y);
    Matrix h = joined == null ? sum : pass.buffer(joined);
    Neighbours.sum(Neighbours.of(pass), attention.forward(pass, z), z, h);
    average(h, sum);
    end.forward(pass, y);
  }

  @Override
  public void backward(Pass pass, Matrix z, Matrix y, Matrix dy, Matrix dz) {
    Structure.Graphs graphs = Neighbours.of(pass);
    Matrix dh = end.backward(pass, y, dy);
    if (joined != null) {
      dh = repeat(dh, pass.buffer(joined));
    }
    Neighbours.spread(graphs, attention.applied(pass), dh, dz);
    Matrix dc = attention.derivative(pass);
    Neighbours.products(graphs, dh, z, dc);
    attention.backward(pass, z, dc, dz);
  }

  @Override
  public void tangent(Pass pass, Matrix z, Matrix zDot, Matrix y, Matrix yDot) {
    Structure.Graphs graphs = Neighbours.of(pass);
    Matrix hDot = joined == null ? yDot : pass.buffer(joined);
    Neighbours.sum(graphs, attention.tangent(pass, z, zDot), z, hDot);
    Neighbours.addSum(graphs, attention.applied(pass), zDot, hDot);
    average(hDot, yDot);
    end.tangent(pass, y, yDot);
  }

  /** The mean of the heads, unless they stand side by side in the sum already. */
  private static void average(Matrix h, Matrix sum) {
    if (h == sum) {
      return;
    }
    int heads = h.columns / sum.columns;
    Kernels.fill(sum, 0f);
    for (int r = 0; r < sum.rows; r++) {
      for (int head = 0; head < heads; head++) {
        int from = h.row(r) + head * sum.columns;
        Kernels.axpy(1f / heads, h.data, from, sum.data, sum.row(r), sum.columns);
      }
    }
  }

  /** The adjoint of {@link #average}. */
  private static Matrix repeat(Matrix dSum, Matrix dh) {
    int heads = dh.columns / dSum.columns;
    Kernels.fill(dh, 0f);
    for (int r = 0; r < dSum.rows; r++) {
      for (int head = 0; head < heads; head++) {
        int to = dh.row(r) + head * dSum.columns;
        Kernels.axpy(1f / heads, dSum.data, dSum.row(r), dh.data, to, dSum.columns);
      }
    }
    return dh;
  }
}
