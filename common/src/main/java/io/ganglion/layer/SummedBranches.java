package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import java.util.List;

/**
 * Branches added up, times a constant: {@code y = a Σ fᵢ(x)}. Each keeps its own output, as its
 * backward needs that and not the sum.
 */
final class SummedBranches implements Layer {
  private final Layer[] branches;
  private final Buffer[] outputs;
  private final float scale;
  private final Buffer scaledDy;
  private final Buffer branchDx;
  private final Buffer branchDot;

  SummedBranches(List<Layer> branches, float scale, Shape in, Plan plan) {
    this.branches = branches.toArray(new Layer[0]);
    this.outputs = new Buffer[this.branches.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = plan.buffer(output());
    }
    this.scale = scale;
    this.scaledDy = scale == 1f ? null : plan.buffer(output());
    this.branchDx = plan.buffer(in);
    this.branchDot = plan.buffer(output());
  }

  @Override
  public Shape output() {
    return branches[0].output();
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    for (int i = 0; i < branches.length; i++) {
      Matrix part = pass.buffer(outputs[i]);
      branches[i].forward(pass, x, part);
      if (i == 0) {
        Kernels.copy(part, y);
      } else {
        Kernels.axpy(1f, part, y);
      }
    }
    scale(y);
  }

  private void scale(Matrix y) {
    if (scale != 1f) {
      Kernels.scale(scale, y);
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    Matrix dPart = dy;
    if (scaledDy != null) {
      dPart = pass.buffer(scaledDy);
      Kernels.copy(dy, dPart);
      scale(dPart);
    }
    for (int i = 0; i < branches.length; i++) {
      Matrix part = i == 0 || dx == null ? dx : pass.buffer(branchDx);
      branches[i].backward(pass, x, pass.buffer(outputs[i]), dPart, part);
      if (part != dx) {
        Kernels.axpy(1f, part, dx);
      }
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    for (int i = 0; i < branches.length; i++) {
      Matrix part = i == 0 ? yDot : pass.buffer(branchDot);
      branches[i].tangent(pass, x, xDot, pass.buffer(outputs[i]), part);
      if (part != yDot) {
        Kernels.axpy(1f, part, yDot);
      }
    }
    scale(yDot);
  }
}
