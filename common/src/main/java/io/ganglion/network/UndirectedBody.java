package io.ganglion.network;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.tensor.Matrix;

/** An undirected network in the place of layers one after another; shows its units. */
final class UndirectedBody implements InputLayer {
  private final int index;
  private final Undirected bound;

  private UndirectedBody(int index, Undirected bound) {
    this.index = index;
    this.bound = bound;
  }

  static UndirectedBody bind(LayerEntry entry, Columns columns, Plan plan) {
    UndirectedSpec spec = (UndirectedSpec) entry.spec();
    int index = plan.begin(entry.name(), spec.kind());
    Undirected bound = spec.bind(columns, plan);
    plan.end(index, bound.units());
    return new UndirectedBody(index, bound);
  }

  Undirected bound() {
    return bound;
  }

  @Override
  public Shape output() {
    return bound.output();
  }

  @Override
  public boolean trainable() {
    return bound.trainable();
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    bound.forward(pass, batch, y);
    pass.show(index, bound.units(pass));
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    bound.backward(pass, batch, y, dy);
  }

  @Override
  public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    bound.tangent(pass, batch, y, yDot);
  }
}
