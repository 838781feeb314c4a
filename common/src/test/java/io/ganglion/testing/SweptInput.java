package io.ganglion.testing;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputLayer;
import io.ganglion.network.InputSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Matrix;
import java.util.List;

/** The same first layer, except that every step trains all rows of its tables. */
public record SweptInput(InputSpec layer) implements InputSpec {
  @Override
  public String kind() {
    return layer.kind();
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return layer.bind(in, plan);
  }

  @Override
  public InputLayer bindInput(Columns columns, Plan plan) {
    InputLayer bound = layer.bindInput(columns, plan);
    return new Bound(bound, plan.slots().stream().filter(slot -> slot.kind().byRow()).toList());
  }

  private record Bound(InputLayer inner, List<Slot> tables) implements InputLayer {
    @Override
    public Shape output() {
      return inner.output();
    }

    @Override
    public boolean trainable() {
      return inner.trainable();
    }

    @Override
    public void forward(Pass pass, Batch batch, Matrix y) {
      inner.forward(pass, batch, y);
      for (Slot table : tables) {
        for (int row = 0; row < table.rows(); row++) {
          pass.touch(table, row);
        }
      }
    }

    @Override
    public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
      inner.backward(pass, batch, y, dy);
    }

    @Override
    public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
      inner.tangent(pass, batch, y, yDot);
    }
  }
}
