package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.network.Buffer;
import io.ganglion.network.InputStage;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Normals;

/** {@link GaussianNoise} on the columns of a batch. */
final class GaussianNoiseStage implements InputStage {
  private final float deviation;
  private final int numbers;
  private final Buffer noise;
  private final int stream;

  GaussianNoiseStage(double deviation, Columns columns, Plan plan) {
    this.deviation = (float) deviation;
    this.numbers = columns.numbers();
    this.noise = plan.buffer(columns.shape(numbers));
    this.stream = plan.stream();
  }

  @Override
  public void apply(Pass pass, Batch batch) {
    if (!pass.training()) {
      return;
    }
    Matrix drawn = pass.buffer(noise);
    Normals.fill(drawn.data, drawn.offset, drawn.size(), 0f, deviation, pass.key(stream));
    Matrix x = batch.numeric;
    for (int r = 0; r < x.rows; r++) {
      int row = x.row(r);
      int from = drawn.row(r);
      for (int c = 0; c < numbers; c++) {
        x.data[row + c] += drawn.data[from + c];
      }
    }
  }
}
