package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.network.Initializer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * {@link Linear} for all columns of a batch, {@code y = [numeric | sparse | one-hot] Wᵀ}, without
 * ever making that matrix: {@code y = numeric Wᵀ + sparse V + Σ_c V[start_c + id_c − 1]}, where an
 * id of 0 adds nothing. The slots are {@code weight [out, numeric]} and {@code sparse_weight
 * [sparse + one-hot, out]}, each left out where it would be empty; together they start as the one
 * wide W would.
 */
final class ColumnsLinear {
  private final Linear numeric;
  private final SparseLinear sparse;
  private final int[] oneHotStarts;

  ColumnsLinear(Plan plan, Columns columns, int out, Initializer initializer) {
    int width = columns.width();
    int dense = columns.numeric();
    Initializer left = ColumnsInitializer.of(initializer, width, 0, dense);
    Initializer right = ColumnsInitializer.of(initializer, width, dense, width);
    this.numeric = dense == 0 ? null : new Linear(plan, "weight", dense, out, left);
    this.sparse =
        width == dense ? null : new SparseLinear(plan, "sparse_weight", width - dense, out, right);
    this.oneHotStarts = columns.oneHotStarts();
  }

  void forward(Pass pass, Batch batch, Matrix y) {
    if (numeric == null) {
      Kernels.fill(y, 0f);
    } else {
      numeric.forward(pass, batch.numeric, 0f, y);
    }
    if (sparse != null) {
      sparse.forward(pass, batch.sparse, y);
      sparse.forward(pass, batch.ids, oneHotStarts, y);
    }
  }

  void backward(Pass pass, Batch batch, Matrix dy) {
    if (numeric != null) {
      numeric.backward(pass, batch.numeric, dy, 0f, null);
    }
    if (sparse != null) {
      sparse.backward(pass, batch.sparse, dy);
      sparse.backward(pass, batch.ids, oneHotStarts, dy);
    }
  }

  void tangent(Pass pass, Batch batch, Matrix yDot) {
    if (numeric == null) {
      Kernels.fill(yDot, 0f);
    } else {
      numeric.tangent(pass, batch.numeric, null, 0f, yDot);
    }
    if (sparse != null) {
      sparse.tangent(pass, batch.sparse, yDot);
      sparse.tangent(pass, batch.ids, oneHotStarts, yDot);
    }
  }
}
