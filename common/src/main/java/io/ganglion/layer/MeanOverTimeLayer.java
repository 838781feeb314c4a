package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Steps;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link MeanOverTime}, bound. */
record MeanOverTimeLayer(Shape output) implements Layer {
  @Override
  public Steps steps() {
    return Steps.POOLED;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Structure.Packed packed = Sequences.of(pass);
    int length = packed.steps;
    for (int b = 0; b < packed.examples; b++) {
      length = Sequences.length(packed, b, length);
      for (int c = 0; c < y.columns; c++) {
        double sum = 0.0;
        for (int t = 0; t < length; t++) {
          sum += x.data[x.row(packed.start[t] + b) + c];
        }
        y.data[y.row(b) + c] = (float) (sum / length);
      }
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx == null) {
      return;
    }
    Kernels.fill(dx, 0f);
    Structure.Packed packed = Sequences.of(pass);
    int length = packed.steps;
    for (int b = 0; b < packed.examples; b++) {
      length = Sequences.length(packed, b, length);
      for (int t = 0; t < length; t++) {
        int row = dx.row(packed.start[t] + b);
        Kernels.axpy(1f / length, dy.data, dy.row(b), dx.data, row, dx.columns);
      }
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
