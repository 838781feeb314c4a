package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Matrix;

/** Two parts of one layer, one after the other: {@code y = second(first(x))}. */
final class Series implements Layer, Stalling {
  private final Layer first;
  private final Layer second;
  private final Buffer middle;
  private final Buffer middleGradient;
  private final Buffer middleDot;

  Series(Layer first, Layer second, Plan plan) {
    this.first = first;
    this.second = second;
    this.middle = plan.buffer(first.output());
    this.middleGradient = plan.buffer(first.output());
    this.middleDot = plan.buffer(first.output());
  }

  @Override
  public Shape output() {
    return second.output();
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Matrix z = pass.buffer(middle);
    first.forward(pass, x, z);
    second.forward(pass, z, y);
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    Matrix z = pass.buffer(middle);
    Matrix dz = pass.buffer(middleGradient);
    second.backward(pass, z, y, dy, dz);
    first.backward(pass, x, z, dz, dx);
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    Matrix z = pass.buffer(middle);
    Matrix zDot = pass.buffer(middleDot);
    first.tangent(pass, x, xDot, z, zDot);
    second.tangent(pass, z, zDot, y, yDot);
  }

  @Override
  public Stalling.Kind stall() {
    return second instanceof Stalling units ? units.stall() : null;
  }

  @Override
  public void slopes(Pass pass, Matrix x, Matrix y, Matrix slopes) {
    ((Stalling) second).slopes(pass, pass.buffer(middle), y, slopes);
  }
}
