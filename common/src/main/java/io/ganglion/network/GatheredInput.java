package io.ganglion.network;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import java.util.Locale;

/**
 * Writes the columns as the dense matrix {@code [numeric | sparse | one-hot]}, for a first layer
 * that reads nothing else.
 */
final class GatheredInput implements InputLayer {
  private static final int WIDEST = 10_000;

  private final Shape output;
  private final int numeric;
  private final int[] oneHotStarts;

  GatheredInput(Columns columns, Plan plan) {
    int width = columns.width();
    if (width > WIDEST) {
      throw new NetworkException(
          String.format(
              Locale.ROOT,
              "%s: expected a first layer that reads sparse and categorical columns, since %,d"
                  + " columns are too many for a dense matrix (at most %,d), found none: begin with"
                  + " dense, which reads both, or with embedding for categorical ones",
              plan.where(),
              width,
              WIDEST));
    }
    this.output = columns.shape(width);
    this.numeric = columns.numeric();
    this.oneHotStarts = columns.oneHotStarts();
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public boolean trainable() {
    return false;
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    Kernels.fill(y, 0f);
    Csr sparse = batch.sparse;
    for (int r = 0; r < y.rows; r++) {
      System.arraycopy(batch.numeric.data, batch.numeric.row(r), y.data, y.row(r), numeric);
      int rest = y.row(r) + numeric;
      for (int k = 0; k < oneHotStarts.length; k++) {
        int id = batch.ids[r * oneHotStarts.length + k];
        if (id > 0) {
          y.data[rest + oneHotStarts[k] + id - 1] = 1f;
        }
      }
      if (sparse.columns == 0) {
        continue;
      }
      for (int k = sparse.start[r]; k < sparse.start[r + 1]; k++) {
        y.data[rest + sparse.index[k]] += sparse.value[k];
      }
    }
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    // No parameters.
  }

  @Override
  public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    Kernels.fill(yDot, 0f);
  }
}
