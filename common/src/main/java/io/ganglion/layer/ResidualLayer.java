package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link Residual}, bound. */
final class ResidualLayer implements Layer {
  private final Layer block;
  private final Buffer blockOutput;

  ResidualLayer(Layer block, Plan plan) {
    this.block = block;
    this.blockOutput = plan.buffer(block.output());
  }

  @Override
  public Shape output() {
    return block.output();
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Matrix inner = pass.buffer(blockOutput);
    block.forward(pass, x, inner);
    Kernels.copy(x, y);
    Kernels.axpy(1f, inner, y);
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    block.backward(pass, x, pass.buffer(blockOutput), dy, dx);
    if (dx != null) {
      Kernels.axpy(1f, dy, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    block.tangent(pass, x, xDot, pass.buffer(blockOutput), yDot);
    if (xDot != null) {
      Kernels.axpy(1f, xDot, yDot);
    }
  }
}
