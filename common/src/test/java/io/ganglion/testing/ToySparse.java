package io.ganglion.testing;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.layer.Normal;
import io.ganglion.layer.SparseLinear;
import io.ganglion.layer.Zeros;
import io.ganglion.network.Buffer;
import io.ganglion.network.InputLayer;
import io.ganglion.network.InputSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** A first layer over sparse columns: {@code y = tanh(sparse · Wᵀ + b)}. */
public record ToySparse(int units) implements InputSpec {
  @Override
  public String kind() {
    return "toy_sparse";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    throw new NetworkException(plan.where() + ": expected sparse columns, found " + in);
  }

  @Override
  public InputLayer bindInput(Columns columns, Plan plan) {
    SparseLinear linear = new SparseLinear(plan, "weight", columns.sparse(), units, new Normal());
    Slot bias = plan.slot("bias", 1, units, Slot.Kind.BIAS, new Zeros());
    Shape output = columns.shape(units);
    return new Bound(output, linear, bias, plan.buffer(output));
  }

  private record Bound(Shape output, SparseLinear linear, Slot bias, Buffer dz)
      implements InputLayer {
    @Override
    public boolean trainable() {
      return true;
    }

    @Override
    public void forward(Pass pass, Batch batch, Matrix y) {
      Kernels.fill(y, 0f);
      linear.forward(pass, batch.sparse, y);
      Kernels.addRow(pass.weight(bias), y);
      Kernels.tanh(y, y);
    }

    @Override
    public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
      Matrix dSum = pass.buffer(dz);
      Kernels.tanhBackward(y, dy, dSum);
      linear.backward(pass, batch.sparse, dSum);
      Kernels.addColumnSums(dSum, pass.gradient(bias));
    }

    @Override
    public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
      Kernels.fill(yDot, 0f);
      linear.tangent(pass, batch.sparse, yDot);
      Kernels.addRow(pass.direction(bias), yDot);
      Kernels.tanhBackward(y, yDot, yDot);
    }
  }
}
