package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.InputLayer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Matrix;

/** {@link Series} as the first layer: the first of its parts reads the columns, and is trained. */
final class InputSeries implements InputLayer, Stalling {
  private final InputLayer first;
  private final Layer second;
  private final Buffer middle;
  private final Buffer middleGradient;
  private final Buffer middleDot;

  InputSeries(InputLayer first, Layer second, Plan plan) {
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
  public boolean trainable() {
    return true;
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    Matrix z = pass.buffer(middle);
    first.forward(pass, batch, z);
    second.forward(pass, z, y);
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    Matrix z = pass.buffer(middle);
    Matrix dz = pass.buffer(middleGradient);
    second.backward(pass, z, y, dy, dz);
    first.backward(pass, batch, z, dz);
  }

  @Override
  public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    Matrix z = pass.buffer(middle);
    Matrix zDot = pass.buffer(middleDot);
    first.tangent(pass, batch, z, zDot);
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
