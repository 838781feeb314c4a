package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * {@link GraphSage} with maxima, behind its product {@code z = [W₁ x, W₂ x]}: {@code y = f(z₁ + W₃
 * max_k relu(z₂ + c) + b)}.
 */
final class SageMaxLayer implements Layer, Activated {
  private final Shape output;
  private final BiasedActivation pool;
  private final Linear neighbours;
  private final BiasedActivation end;
  private final Buffer pooled;
  private final Buffer pooledDerivative;
  private final Buffer maxima;
  private final Buffer maximaDerivative;

  /** The row of each maximum. */
  private final Buffer at;

  private final ColumnViews halves;

  SageMaxLayer(Dense end, Shape in, Plan plan) {
    int units = end.units();
    this.output = in.withFeatures(units);
    Dense hidden = new Dense(units, new Relu(), true, end.initializer());
    this.pool = new BiasedActivation(hidden, "pool_bias", output, plan);
    this.neighbours = new Linear(plan, "neighbour_weight", units, units, end.initializer());
    this.end = new BiasedActivation(end, output, plan);
    this.pooled = plan.buffer(output);
    this.pooledDerivative = plan.buffer(output);
    this.maxima = plan.buffer(output);
    this.maximaDerivative = plan.buffer(output);
    this.at = plan.buffer(output);
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
    Matrix p = pass.buffer(pooled);
    Matrix m = pass.buffer(maxima);
    Kernels.copy(halves.right(pass, z), p);
    pool.forward(pass, p);
    Neighbours.max(Neighbours.of(pass), p, m, pass.buffer(at));
    Matrix sum = end.sum(pass, y);
    Kernels.copy(halves.left(pass, z), sum);
    neighbours.forward(pass, m, 1f, sum);
    end.forward(pass, y);
  }

  @Override
  public void backward(Pass pass, Matrix z, Matrix y, Matrix dy, Matrix dz) {
    Matrix dp = pass.buffer(pooledDerivative);
    Matrix dm = pass.buffer(maximaDerivative);
    Matrix dSum = end.backward(pass, y, dy);
    Kernels.copy(dSum, halves.left(pass, dz));
    neighbours.backward(pass, pass.buffer(maxima), dSum, 0f, dm);
    Maxima.spread(pass.buffer(at), dm, dp);
    Kernels.copy(pool.backward(pass, pass.buffer(pooled), dp), halves.right(pass, dz));
  }

  @Override
  public void tangent(Pass pass, Matrix z, Matrix zDot, Matrix y, Matrix yDot) {
    Matrix pDot = pass.buffer(pooledDerivative);
    Matrix mDot = pass.buffer(maximaDerivative);
    Kernels.copy(halves.right(pass, zDot), pDot);
    pool.tangent(pass, pass.buffer(pooled), pDot);
    Maxima.pick(pass.buffer(at), pDot, mDot);
    Kernels.copy(halves.left(pass, zDot), yDot);
    neighbours.tangent(pass, pass.buffer(maxima), mDot, 1f, yDot);
    end.tangent(pass, y, yDot);
  }
}
