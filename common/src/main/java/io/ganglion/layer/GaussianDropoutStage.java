package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.network.Buffer;
import io.ganglion.network.InputStage;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Normals;
import io.ganglion.tensor.Seeds;

/** {@link GaussianDropout} on the columns of a batch; sparse columns stay sparse. */
final class GaussianDropoutStage implements InputStage {
  private final float deviation;
  private final int numbers;
  private final Buffer factors;
  private final int stream;
  private final int sparseStream;

  GaussianDropoutStage(GaussianDropout spec, Columns columns, Plan plan) {
    this.deviation = spec.deviation();
    this.numbers = columns.numbers();
    this.factors = plan.buffer(columns.shape(numbers));
    this.stream = plan.stream();
    this.sparseStream = plan.stream();
  }

  @Override
  public void apply(Pass pass, Batch batch) {
    if (!pass.training()) {
      return;
    }
    Matrix drawn = pass.buffer(factors);
    Normals.fill(drawn.data, drawn.offset, drawn.size(), 1f, deviation, pass.key(stream));
    Matrix x = batch.numeric;
    for (int r = 0; r < x.rows; r++) {
      int row = x.row(r);
      int from = drawn.row(r);
      for (int c = 0; c < numbers; c++) {
        x.data[row + c] *= drawn.data[from + c];
      }
    }
    multiply(batch.sparse, pass.key(sparseStream));
  }

  private void multiply(Csr sparse, long key) {
    int stored = sparse.stored();
    for (int k = 0; k < stored; k++) {
      sparse.value[k] *= 1f + deviation * Normals.of(Seeds.bits16(key, k));
    }
  }
}
