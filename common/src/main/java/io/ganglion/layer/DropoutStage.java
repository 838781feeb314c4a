package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.network.Buffer;
import io.ganglion.network.InputStage;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link Dropout} on the columns of a batch; sparse columns stay sparse. */
final class DropoutStage implements InputStage {
  private final DropoutMask random;
  private final Buffer mask;
  private final int stream;
  private final int sparseStream;

  DropoutStage(double rate, Columns columns, Plan plan) {
    this.random = new DropoutMask(rate);
    this.mask = plan.buffer(columns.shape(columns.numeric()));
    this.stream = plan.stream();
    this.sparseStream = plan.stream();
  }

  @Override
  public void apply(Pass pass, Batch batch) {
    if (!pass.training()) {
      return;
    }
    Matrix factors = pass.buffer(mask);
    random.draw(factors, pass.key(stream));
    Kernels.multiply(batch.numeric, factors, batch.numeric);
    random.apply(batch.sparse.value, batch.sparse.stored(), pass.key(sparseStream));
  }
}
