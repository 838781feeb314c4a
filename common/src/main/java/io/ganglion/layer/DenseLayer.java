package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Matrix;

/** {@link Dense}, bound. */
final class DenseLayer implements Layer, Activated {
  private final Shape output;
  private final Linear linear;
  private final BiasedActivation end;

  DenseLayer(Dense spec, Shape in, Plan plan) {
    this.output = in.withFeatures(spec.units());
    this.linear = new Linear(plan, "weight", in.features(), spec.units(), spec.initializer());
    this.end = new BiasedActivation(spec, output, plan);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    linear.forward(pass, x, 0f, end.sum(pass, y));
    end.forward(pass, y);
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    linear.backward(pass, x, end.backward(pass, y, dy), 0f, dx);
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    linear.tangent(pass, x, xDot, 0f, yDot);
    end.tangent(pass, y, yDot);
  }

  @Override
  public BiasedActivation end() {
    return end;
  }
}
