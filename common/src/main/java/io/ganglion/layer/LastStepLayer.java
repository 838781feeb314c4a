package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Steps;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link LastStep}, bound. */
record LastStepLayer(Shape output) implements Layer {
  @Override
  public Steps steps() {
    return Steps.POOLED;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Structure.Packed packed = Sequences.of(pass);
    for (int t = 0; t < packed.steps; t++) {
      int first = Sequences.ended(packed, t);
      Sequences.copy(x, packed.start[t] + first, y, first, packed.active[t] - first);
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx == null) {
      return;
    }
    Kernels.fill(dx, 0f);
    Structure.Packed packed = Sequences.of(pass);
    for (int t = 0; t < packed.steps; t++) {
      int first = Sequences.ended(packed, t);
      Sequences.copy(dy, first, dx, packed.start[t] + first, packed.active[t] - first);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
    } else {
      forward(pass, xDot, yDot);
    }
  }
}
