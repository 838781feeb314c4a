package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Steps;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link MaxOverTime}, bound. */
final class MaxOverTimeLayer implements Layer {
  private final Shape output;

  /** The step of each largest number; a float holds it exactly up to 2^24 steps. */
  private final Buffer steps;

  MaxOverTimeLayer(Shape output, Plan plan) {
    this.output = output;
    this.steps = plan.buffer(output);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public Steps steps() {
    return Steps.POOLED;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Structure.Packed packed = Sequences.of(pass);
    Matrix at = pass.buffer(steps);
    Kernels.fill(at, 0f);
    Sequences.copy(x, 0, y, 0, packed.examples);
    for (int t = 1; t < packed.steps; t++) {
      for (int b = 0; b < packed.active[t]; b++) {
        int from = x.row(packed.start[t] + b);
        int to = y.row(b);
        int place = at.row(b);
        for (int c = 0; c < y.columns; c++) {
          float value = x.data[from + c];
          // Not a number stays: it has to be seen, and no comparison with it is true.
          if (value > y.data[to + c] || Float.isNaN(value)) {
            y.data[to + c] = value;
            at.data[place + c] = t;
          }
        }
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
    Matrix at = pass.buffer(steps);
    for (int b = 0; b < packed.examples; b++) {
      for (int c = 0; c < dy.columns; c++) {
        int row = packed.start[(int) at.get(b, c)] + b;
        dx.data[dx.row(row) + c] = dy.get(b, c);
      }
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
      return;
    }
    Structure.Packed packed = Sequences.of(pass);
    Matrix at = pass.buffer(steps);
    for (int b = 0; b < packed.examples; b++) {
      for (int c = 0; c < yDot.columns; c++) {
        yDot.set(b, c, xDot.get(packed.start[(int) at.get(b, c)] + b, c));
      }
    }
  }
}
