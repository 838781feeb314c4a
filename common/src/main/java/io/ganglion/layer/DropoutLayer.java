package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link Dropout} between layers. Forward draws the mask that backward and tangent use again. */
final class DropoutLayer implements Layer {
  private final Shape output;
  private final DropoutMask random;
  private final Buffer mask;
  private final int stream;

  DropoutLayer(double rate, Shape in, Plan plan) {
    this.output = in;
    this.random = new DropoutMask(rate);
    this.mask = plan.buffer(in);
    this.stream = plan.stream();
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    if (pass.training()) {
      random.draw(pass.buffer(mask), pass.key(stream));
    }
    masked(pass, x, y);
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx != null) {
      masked(pass, dy, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
    } else {
      masked(pass, xDot, yDot);
    }
  }

  private void masked(Pass pass, Matrix from, Matrix to) {
    if (pass.training()) {
      Kernels.multiply(from, pass.buffer(mask), to);
    } else {
      Kernels.copy(from, to);
    }
  }
}
