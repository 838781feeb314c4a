package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * {@link GraphSage} with means, behind its product {@code z = [W₁ x, W₂ x]}: {@code y = f(z₁ + Σ_k
 * c_k z₂ + b)}.
 */
final class SageMeanLayer implements Layer, Activated {
  private final Shape output;
  private final BiasedActivation end;
  private final Buffer coefficients;
  private final ColumnViews halves;

  SageMeanLayer(Dense end, Shape in, Plan plan) {
    this.output = in.withFeatures(end.units());
    this.end = new BiasedActivation(end, output, plan);
    this.coefficients = plan.heardBuffer(1);
    this.halves = new ColumnViews(plan);
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
    fill(Neighbours.of(pass), pass.buffer(coefficients));
    join(pass, z, end.sum(pass, y));
    end.forward(pass, y);
  }

  private void join(Pass pass, Matrix z, Matrix sum) {
    Kernels.copy(halves.left(pass, z), sum);
    Matrix c = pass.buffer(coefficients);
    Neighbours.addSum(Neighbours.of(pass), c, halves.right(pass, z), sum);
  }

  /** {@code c_k = w_k / Σ w} of the edges, and 0 of the node itself. */
  private static void fill(Structure.Graphs graphs, Matrix c) {
    for (int r = 0; r < graphs.rows(); r++) {
      double sum = graphs.heardWeight(r);
      float share = sum > 0.0 ? (float) (1.0 / sum) : 0f;
      int own = Neighbours.own(graphs, r);
      for (int place = Neighbours.first(graphs, r); place < own; place++) {
        c.data[place] = graphs.weight(place - r) * share;
      }
      c.data[own] = 0f;
    }
  }

  @Override
  public void backward(Pass pass, Matrix z, Matrix y, Matrix dy, Matrix dz) {
    Matrix dSum = end.backward(pass, y, dy);
    Kernels.copy(dSum, halves.left(pass, dz));
    Matrix c = pass.buffer(coefficients);
    Neighbours.spread(Neighbours.of(pass), c, dSum, halves.right(pass, dz));
  }

  @Override
  public void tangent(Pass pass, Matrix z, Matrix zDot, Matrix y, Matrix yDot) {
    join(pass, zDot, yDot);
    end.tangent(pass, y, yDot);
  }
}
