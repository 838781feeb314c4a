package io.ganglion.network;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** Reads the dense numeric columns as they are, without a copy. */
final class NumericInput implements InputLayer {
  private final Shape output;

  NumericInput(Columns columns) {
    this.output = columns.shape(columns.numeric());
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    y.point(batch.numeric);
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    // No parameters.
  }

  @Override
  public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    Kernels.fill(yDot, 0f);
  }

  @Override
  public boolean trainable() {
    return false;
  }
}
