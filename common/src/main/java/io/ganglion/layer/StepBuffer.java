package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Matrix;

/** A matrix of the workspace, and a view that goes over it step by step. */
final class StepBuffer {
  private final Buffer whole;
  private final Buffer view;

  private StepBuffer(Buffer whole, Plan plan) {
    this.whole = whole;
    this.view = plan.buffer(0, 0);
  }

  /**
   * Reserves the matrix.
   *
   * @param shape a sequence for a row a step, a vector for a row a sequence
   */
  StepBuffer(Plan plan, Shape shape) {
    this(plan.buffer(shape), plan);
  }

  /** The same matrix under another view, for two places at a time. */
  StepBuffer anotherView(Plan plan) {
    return new StepBuffer(whole, plan);
  }

  Matrix whole(Pass pass) {
    return pass.buffer(whole);
  }

  /** The rows of step t. */
  Matrix at(Pass pass, Structure.Packed packed, int t) {
    return rows(pass, packed.start[t], packed.active[t]);
  }

  /** Some rows from {@code first} on. */
  Matrix rows(Pass pass, int first, int count) {
    return rows(pass, view, whole(pass), first, count);
  }

  /** Points a view at some rows of another matrix. */
  static Matrix rows(Pass pass, Buffer view, Matrix all, int first, int count) {
    return pass.buffer(view).point(all.data, all.row(first), count, all.columns, all.stride);
  }
}
