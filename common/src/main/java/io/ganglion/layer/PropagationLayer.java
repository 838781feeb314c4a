package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** The part of {@link GraphConvolution} that goes along the edges: {@code y = f(Ĉ x + b)}. */
final class PropagationLayer implements Layer, Activated {
  private final Shape output;
  private final boolean symmetric;
  private final boolean selfLoops;
  private final BiasedActivation end;
  private final Buffer coefficients;

  /** {@code 1 / √d}, or {@code 1 / d}, of each row. */
  private final Buffer shares;

  /**
   * Binds the part.
   *
   * @param end what has b and f, and as many units as x is wide
   */
  PropagationLayer(
      GraphConvolution.Normalization normalization,
      boolean selfLoops,
      Dense end,
      Shape in,
      Plan plan) {
    this.output = in.withFeatures(end.units());
    this.symmetric = normalization == GraphConvolution.Normalization.SYMMETRIC;
    this.selfLoops = selfLoops;
    this.end = new BiasedActivation(end, output, plan);
    this.coefficients = plan.heardBuffer(1);
    this.shares = plan.buffer(output, 1);
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
  public void forward(Pass pass, Matrix x, Matrix y) {
    Structure.Graphs graphs = Neighbours.of(pass);
    Matrix c = pass.buffer(coefficients);
    fill(graphs, pass.buffer(shares), c);
    Neighbours.sum(graphs, c, x, end.sum(pass, y));
    end.forward(pass, y);
  }

  private void fill(Structure.Graphs graphs, Matrix share, Matrix c) {
    for (int r = 0; r < share.rows; r++) {
      double d = degree(graphs, r);
      share.data[r] = d > 0.0 ? (float) (1.0 / (symmetric ? Math.sqrt(d) : d)) : 0f;
    }
    for (int r = 0; r < share.rows; r++) {
      float left = share.data[r];
      int own = Neighbours.own(graphs, r);
      for (int place = Neighbours.first(graphs, r); place < own; place++) {
        float right = symmetric ? share.data[graphs.source[place - r]] : 1f;
        c.data[place] = graphs.weight(place - r) * left * right;
      }
      c.data[own] = selfLoops ? left * (symmetric ? left : 1f) : 0f;
    }
  }

  private double degree(Structure.Graphs graphs, int r) {
    double others = graphs.degree == null ? graphs.heardWeight(r) : graphs.degree[r] - 1.0;
    return selfLoops ? others + 1.0 : others;
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    Matrix dSum = end.backward(pass, y, dy);
    if (dx != null) {
      Neighbours.spread(Neighbours.of(pass), pass.buffer(coefficients), dSum, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
    } else {
      Neighbours.sum(Neighbours.of(pass), pass.buffer(coefficients), xDot, yDot);
    }
    end.tangent(pass, y, yDot);
  }
}
