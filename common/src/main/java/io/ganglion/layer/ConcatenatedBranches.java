package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import java.util.List;

/** Branches side by side: each works on its own columns of the output, without a copy. */
final class ConcatenatedBranches implements Layer {
  private final Shape output;
  private final Layer[] branches;
  private final int[] from;
  private final Buffer yView;
  private final Buffer dotView;
  private final Buffer branchDx;

  ConcatenatedBranches(List<Layer> branches, Shape in, Plan plan) {
    int n = branches.size();
    this.branches = branches.toArray(new Layer[0]);
    this.from = new int[n + 1];
    for (int i = 0; i < n; i++) {
      from[i + 1] = from[i] + this.branches[i].output().features();
    }
    this.output = this.branches[0].output().withFeatures(from[n]);
    this.yView = plan.buffer(0, 0);
    this.dotView = plan.buffer(0, 0);
    this.branchDx = plan.buffer(in);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    for (int i = 0; i < branches.length; i++) {
      branches[i].forward(pass, x, columns(pass.buffer(yView), y, i));
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    for (int i = 0; i < branches.length; i++) {
      Matrix part = i == 0 || dx == null ? dx : pass.buffer(branchDx);
      Matrix yPart = columns(pass.buffer(yView), y, i);
      branches[i].backward(pass, x, yPart, columns(pass.buffer(dotView), dy, i), part);
      if (part != dx) {
        Kernels.axpy(1f, part, dx);
      }
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    for (int i = 0; i < branches.length; i++) {
      Matrix yPart = columns(pass.buffer(yView), y, i);
      branches[i].tangent(pass, x, xDot, yPart, columns(pass.buffer(dotView), yDot, i));
    }
  }

  /** Points {@code view} at the columns of branch i. */
  private Matrix columns(Matrix view, Matrix whole, int i) {
    int width = from[i + 1] - from[i];
    return view.point(whole.data, whole.offset + from[i], whole.rows, width, whole.stride);
  }
}
