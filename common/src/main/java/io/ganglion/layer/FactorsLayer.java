package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * Multiplies by random factors in training: {@link Dropout} and {@link GaussianDropout} between
 * layers. Forward draws the factors that backward and tangent use again.
 */
final class FactorsLayer implements Layer {
  private final Shape output;
  private final RandomFactors random;
  private final Buffer factors;
  private final int stream;

  FactorsLayer(RandomFactors random, Shape in, Plan plan) {
    this.output = in;
    this.random = random;
    this.factors = plan.buffer(in);
    this.stream = plan.stream();
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    if (pass.training()) {
      random.draw(pass.buffer(factors), pass.key(stream));
    }
    multiply(pass, x, y);
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx != null) {
      multiply(pass, dy, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
    } else {
      multiply(pass, xDot, yDot);
    }
  }

  private void multiply(Pass pass, Matrix from, Matrix to) {
    if (pass.training()) {
      Kernels.multiply(from, pass.buffer(factors), to);
    } else {
      Kernels.copy(from, to);
    }
  }
}
