package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.network.Buffer;
import io.ganglion.network.InputStage;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Matrix;

/**
 * Multiplies the columns of a batch by random factors in training: {@link Dropout} and {@link
 * GaussianDropout} in front. Sparse columns stay sparse.
 */
final class FactorsStage implements InputStage {
  private final RandomFactors random;
  private final int numbers;
  private final Buffer factors;
  private final int stream;
  private final int sparseStream;

  /**
   * A stage.
   *
   * @param numbers the first numeric columns, which it multiplies
   */
  FactorsStage(RandomFactors random, int numbers, Columns columns, Plan plan) {
    this.random = random;
    this.numbers = numbers;
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
    random.draw(drawn, pass.key(stream));
    Matrix x = batch.numeric;
    for (int r = 0; r < x.rows; r++) {
      int row = x.row(r);
      int from = drawn.row(r);
      for (int c = 0; c < numbers; c++) {
        x.data[row + c] *= drawn.data[from + c];
      }
    }
    random.apply(batch.sparse.value, batch.sparse.stored(), pass.key(sparseStream));
  }
}
