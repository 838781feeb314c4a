package io.ganglion.layer;

import io.ganglion.network.Initializer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Rows;

/**
 * {@link Linear} for sparse rows: {@code y += x V}, where V {@code [in, out]} is the weight matrix
 * stored transposed, so that a stored value of x meets one contiguous row of V. A step trains only
 * the rows of V that its batch touches.
 *
 * <p>A row of x is given by indices and values, or as one-hot columns by category ids: id i from 1
 * on of column c stands for a 1 at {@code starts[c] + i − 1}, and 0 for nothing.
 */
public final class SparseLinear {
  private final Slot weight;
  private final int out;

  /** Reserves the weight under the given name; it starts as {@link Linear}'s would, transposed. */
  public SparseLinear(Plan plan, String name, int in, int out, Initializer initializer) {
    this.out = out;
    this.weight =
        plan.slot(name, in, out, Slot.Kind.SPARSE_WEIGHT, new TransposedInitializer(initializer));
  }

  /** {@code y += x V}, with x {@code [rows, in]} and y {@code [rows, out]}. */
  public void forward(Pass pass, Csr x, Matrix y) {
    pass.touch(weight, x.index, x.stored());
    pass.prefetch(weight);
    Rows.addProduct(x, pass.weight(weight), y);
  }

  /** {@code dV += xᵀ dy}. */
  public void backward(Pass pass, Csr x, Matrix dy) {
    int[] rows = pass.gradientRows(weight, x.index);
    Rows.addTransposed(x, rows, dy, pass.gradient(weight));
  }

  /** {@code yDot += x VDot}. */
  public void tangent(Pass pass, Csr x, Matrix yDot) {
    Rows.addProduct(x, pass.direction(weight), yDot);
  }

  /** {@code y += x V}, with the one-hot x of {@code ids [rows, starts.length]}. */
  public void forward(Pass pass, int[] ids, int[] starts, Matrix y) {
    for (int i = 0; i < y.rows * starts.length; i++) {
      if (ids[i] > 0) {
        pass.touch(weight, starts[i % starts.length] + ids[i] - 1);
      }
    }
    pass.prefetch(weight);
    addProduct(ids, starts, pass.weight(weight), y);
  }

  /** {@code dV += xᵀ dy}, with the one-hot x of {@code ids}. */
  public void backward(Pass pass, int[] ids, int[] starts, Matrix dy) {
    Matrix gradient = pass.gradient(weight);
    for (int r = 0; r < dy.rows; r++) {
      for (int c = 0; c < starts.length; c++) {
        int id = ids[r * starts.length + c];
        if (id > 0) {
          addRow(1f, dy, r, gradient, pass.gradientRow(weight, starts[c] + id - 1));
        }
      }
    }
  }

  /** {@code yDot += x VDot}, with the one-hot x of {@code ids}. */
  public void tangent(Pass pass, int[] ids, int[] starts, Matrix yDot) {
    addProduct(ids, starts, pass.direction(weight), yDot);
  }

  private void addProduct(int[] ids, int[] starts, Matrix v, Matrix y) {
    for (int r = 0; r < y.rows; r++) {
      for (int c = 0; c < starts.length; c++) {
        int id = ids[r * starts.length + c];
        if (id > 0) {
          addRow(1f, v, starts[c] + id - 1, y, r);
        }
      }
    }
  }

  private void addRow(float scale, Matrix from, int fromRow, Matrix to, int toRow) {
    Kernels.axpy(scale, from.data, from.row(fromRow), to.data, to.row(toRow), out);
  }
}
