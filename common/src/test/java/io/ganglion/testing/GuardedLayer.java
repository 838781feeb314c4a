package io.ganglion.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that is watched for the contract of {@link Layer}: it writes only what it may, overwrites
 * results whatever was there, and adds to its own gradient alone.
 */
public record GuardedLayer(LayerSpec spec) implements LayerSpec {
  @Override
  public String kind() {
    return spec.kind();
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    int first = plan.slots().size();
    Layer layer = spec.bind(in, plan);
    return new Bound(layer, List.copyOf(plan.slots().subList(first, plan.slots().size())));
  }

  private record Bound(Layer layer, List<Slot> slots) implements Layer {
    @Override
    public Shape output() {
      return layer.output();
    }

    @Override
    public void forward(Pass pass, Matrix x, Matrix y) {
      Unchanged unchanged = new Unchanged(pass, x);
      Kernels.fill(y, Float.NaN);
      layer.forward(pass, x, y);
      unchanged.check();
      assertThat(Vectors.values(y)).doesNotContain(Float.NaN);
    }

    @Override
    public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
      assertThat(dx == null || dx.data != dy.data).as("dx apart from dy").isTrue();
      Unchanged unchanged = new Unchanged(pass, x, y, dy);
      float[] before = pass.gradient().clone();
      run(pass, x, y, dy, dx);
      float[] once = pass.gradient().clone();
      float[] dxOnce = dx == null ? null : Vectors.values(dx);
      run(pass, x, y, dy, dx);
      float[] twice = pass.gradient().clone();
      if (dx != null) {
        assertThat(Vectors.values(dx)).as("dx is overwritten").isEqualTo(dxOnce);
      }
      System.arraycopy(once, 0, pass.gradient(), 0, once.length);
      layer.backward(pass, x, y, dy, null);
      unchanged.check();
      checkAdded(before, once, twice);
      checkAdded(before, once, pass.gradient());
      System.arraycopy(once, 0, pass.gradient(), 0, once.length);
    }

    private void run(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
      if (dx != null) {
        Kernels.fill(dx, Float.NaN);
      }
      layer.backward(pass, x, y, dy, dx);
      if (dx != null) {
        assertThat(Vectors.values(dx)).doesNotContain(Float.NaN);
      }
    }

    private void checkAdded(float[] before, float[] once, float[] twice) {
      for (int i = 0; i < before.length; i++) {
        if (own(i)) {
          double first = (double) once[i] - before[i];
          double second = (double) twice[i] - once[i];
          double rounding = 1e-5 * (Math.abs(before[i]) + Math.abs(first) + 1.0);
          assertThat(second).as("the gradient accumulates").isCloseTo(first, within(rounding));
        } else {
          assertThat(twice[i]).as("the gradient of others").isEqualTo(before[i]);
        }
      }
    }

    private boolean own(int i) {
      return slots.stream().anyMatch(slot -> slot.offset() <= i && i < slot.end());
    }

    @Override
    public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
      Unchanged unchanged =
          xDot == null ? new Unchanged(pass, x, y) : new Unchanged(pass, x, y, xDot);
      Kernels.fill(yDot, Float.NaN);
      layer.tangent(pass, x, xDot, y, yDot);
      unchanged.check();
      assertThat(Vectors.values(yDot)).doesNotContain(Float.NaN);
    }
  }

  /** Copies of what a method must not write. */
  private static final class Unchanged {
    private final Pass pass;
    private final Matrix[] matrices;
    private final float[][] copies;
    private final float[] weights;

    Unchanged(Pass pass, Matrix... matrices) {
      this.pass = pass;
      this.matrices = matrices;
      this.copies = new float[matrices.length][];
      Arrays.setAll(copies, i -> Vectors.values(matrices[i]));
      this.weights = pass.weights().clone();
    }

    void check() {
      for (int i = 0; i < matrices.length; i++) {
        assertThat(Vectors.values(matrices[i])).as("an argument to read").isEqualTo(copies[i]);
      }
      assertThat(pass.weights()).as("the weights").isEqualTo(weights);
    }
  }
}
