package io.ganglion.testing;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Normal;
import io.ganglion.layer.Zeros;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.network.Steps;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * A simple recurrence over packed sequences: {@code h_t = tanh(x_t Wᵀ + h_{t−1} Uᵀ + b)} with h
 * before the first step 0.
 *
 * @param last whether the output is the state after each sequence's last step, not all states
 */
public record ToyRecurrent(int units, boolean last) implements LayerSpec {
  @Override
  public String kind() {
    return "toy_recurrent";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    if (!(in instanceof Shape.Sequence)) {
      throw new NetworkException(plan.where() + ": expected a sequence, found " + in);
    }
    return new Bound(this, in, plan);
  }

  private static final class Bound implements Layer {
    private final Shape output;
    private final boolean last;
    private final Linear input;
    private final Linear recurrent;
    private final Slot bias;
    private final Buffer states;
    private final Buffer dots;
    private final Buffer now;
    private final Buffer before;
    private final Buffer nowDot;
    private final Buffer beforeDot;

    Bound(ToyRecurrent spec, Shape in, Plan plan) {
      int units = spec.units;
      Shape all = in.withFeatures(units);
      this.last = spec.last;
      this.output = last ? new Shape.Vector(units) : all;
      this.input = new Linear(plan, "weight", in.features(), units, new Normal());
      this.recurrent = new Linear(plan, "recurrent_weight", units, units, new Normal());
      this.bias = plan.slot("bias", 1, units, Slot.Kind.BIAS, new Zeros());
      this.states = plan.buffer(all);
      this.dots = plan.buffer(all);
      this.now = plan.buffer(0, 0);
      this.before = plan.buffer(0, 0);
      this.nowDot = plan.buffer(0, 0);
      this.beforeDot = plan.buffer(0, 0);
    }

    @Override
    public Shape output() {
      return output;
    }

    @Override
    public Steps steps() {
      return Steps.FORWARD;
    }

    @Override
    public void forward(Pass pass, Matrix x, Matrix y) {
      Structure.Packed packed = (Structure.Packed) pass.batch().structure;
      Matrix h = last ? pass.buffer(states) : y;
      input.forward(pass, x, 0f, h);
      Kernels.addRow(pass.weight(bias), h);
      for (int t = 0; t < packed.steps; t++) {
        Matrix current = step(pass.buffer(now), h, packed, t, t);
        if (t > 0) {
          recurrent.forward(pass, step(pass.buffer(before), h, packed, t - 1, t), 1f, current);
        }
        Kernels.tanh(current, current);
      }
      if (last) {
        gather(packed, h, y);
      }
    }

    @Override
    public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
      Structure.Packed packed = (Structure.Packed) pass.batch().structure;
      Matrix h = last ? pass.buffer(states) : y;
      Matrix dh = pass.buffer(dots);
      if (last) {
        scatter(packed, dy, dh);
      } else {
        Kernels.copy(dy, dh);
      }
      for (int t = packed.steps - 1; t >= 0; t--) {
        Matrix current = step(pass.buffer(now), h, packed, t, t);
        Matrix dCurrent = step(pass.buffer(nowDot), dh, packed, t, t);
        Kernels.tanhBackward(current, dCurrent, dCurrent);
        if (t > 0) {
          Matrix previous = step(pass.buffer(before), h, packed, t - 1, t);
          Matrix dPrevious = step(pass.buffer(beforeDot), dh, packed, t - 1, t);
          recurrent.backward(pass, previous, dCurrent, 1f, dPrevious);
        }
      }
      input.backward(pass, x, dh, 0f, dx);
      Kernels.addColumnSums(dh, pass.gradient(bias));
    }

    @Override
    public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
      Structure.Packed packed = (Structure.Packed) pass.batch().structure;
      Matrix h = last ? pass.buffer(states) : y;
      Matrix hDot = last ? pass.buffer(dots) : yDot;
      input.tangent(pass, x, xDot, 0f, hDot);
      Kernels.addRow(pass.direction(bias), hDot);
      for (int t = 0; t < packed.steps; t++) {
        Matrix current = step(pass.buffer(now), h, packed, t, t);
        Matrix currentDot = step(pass.buffer(nowDot), hDot, packed, t, t);
        if (t > 0) {
          Matrix previous = step(pass.buffer(before), h, packed, t - 1, t);
          Matrix previousDot = step(pass.buffer(beforeDot), hDot, packed, t - 1, t);
          recurrent.tangent(pass, previous, previousDot, 1f, currentDot);
        }
        Kernels.tanhBackward(current, currentDot, currentDot);
      }
      if (last) {
        gather(packed, hDot, yDot);
      }
    }

    /** Points a view at step t of the examples that are active at step {@code activeAt}. */
    private static Matrix step(
        Matrix view, Matrix all, Structure.Packed packed, int t, int activeAt) {
      int rows = packed.active[activeAt];
      return view.point(all.data, all.row(packed.start[t]), rows, all.columns, all.stride);
    }

    private static void gather(Structure.Packed packed, Matrix all, Matrix lastStates) {
      for (int t = 0; t < packed.steps; t++) {
        for (int b = 0; b < packed.active[t]; b++) {
          System.arraycopy(
              all.data,
              all.row(packed.start[t] + b),
              lastStates.data,
              lastStates.row(b),
              all.columns);
        }
      }
    }

    private static void scatter(Structure.Packed packed, Matrix lastStates, Matrix all) {
      Kernels.fill(all, 0f);
      for (int t = 0; t < packed.steps; t++) {
        int stillActive = t + 1 < packed.steps ? packed.active[t + 1] : 0;
        for (int b = stillActive; b < packed.active[t]; b++) {
          System.arraycopy(
              lastStates.data,
              lastStates.row(b),
              all.data,
              all.row(packed.start[t] + b),
              all.columns);
        }
      }
    }
  }
}
