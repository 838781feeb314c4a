package io.ganglion.testing;

import io.ganglion.data.Shape;
import io.ganglion.layer.Zeros;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * {@code y = x + s} with a parameter s {@code [rows, in]}: the gradient by s is the gradient by the
 * input of the layer behind, which a network does not show otherwise.
 *
 * @param rows of every batch
 */
public record ShiftedInput(int rows) implements LayerSpec {
  @Override
  public String kind() {
    return "shifted_input";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Slot shift = plan.slot("shift", rows, in.features(), Slot.Kind.BIAS, new Zeros());
    return new Bound(shift, in);
  }

  private record Bound(Slot shift, Shape output) implements Layer {
    @Override
    public void forward(Pass pass, Matrix x, Matrix y) {
      Kernels.copy(x, y);
      Kernels.axpy(1f, pass.weight(shift), y);
    }

    @Override
    public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
      Kernels.axpy(1f, dy, pass.gradient(shift));
      if (dx != null) {
        Kernels.copy(dy, dx);
      }
    }

    @Override
    public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
      Kernels.copy(pass.direction(shift), yDot);
      if (xDot != null) {
        Kernels.axpy(1f, xDot, yDot);
      }
    }
  }
}
