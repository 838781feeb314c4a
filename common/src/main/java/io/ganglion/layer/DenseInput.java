package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputLayer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Matrix;

/** {@link Dense} as the first layer over columns that are not all dense numbers. */
final class DenseInput implements InputLayer, Activated {
  private final Shape output;
  private final ColumnsLinear linear;
  private final BiasedActivation end;

  DenseInput(Dense spec, Columns columns, Plan plan) {
    this.output = columns.shape(spec.units());
    this.linear = new ColumnsLinear(plan, columns, spec.units(), spec.initializer());
    this.end = new BiasedActivation(spec, output, plan);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    linear.forward(pass, batch, end.sum(pass, y));
    end.forward(pass, y);
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    linear.backward(pass, batch, end.backward(pass, y, dy));
  }

  @Override
  public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    linear.tangent(pass, batch, yDot);
    end.tangent(pass, y, yDot);
  }

  @Override
  public BiasedActivation end() {
    return end;
  }
}
