package io.ganglion.layer;

import io.ganglion.network.Initializer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Matrix;

/**
 * {@link Linear} for sparse rows: {@code y += x V}, where V {@code [in, out]} is the weight matrix
 * stored transposed, so that a stored value of x meets one contiguous row of V. A step trains only
 * the rows of V that its batch touches.
 */
public final class SparseLinear {
  private final Slot weight;

  /** Reserves the weight under the given name; it starts as {@link Linear}'s would, transposed. */
  public SparseLinear(Plan plan, String name, int in, int out, Initializer initializer) {
    this.weight =
        plan.slot(name, in, out, Slot.Kind.SPARSE_WEIGHT, new TransposedInitializer(initializer));
  }

  /** {@code y += x V}, with x {@code [rows, in]} and y {@code [rows, out]}. */
  public void forward(Pass pass, Csr x, Matrix y) {
    for (int k = 0; k < x.stored(); k++) {
      pass.touch(weight, x.index[k]);
    }
    addProduct(x, pass.weight(weight), y);
  }

  /** {@code dV += xᵀ dy}. */
  public void backward(Pass pass, Csr x, Matrix dy) {
    Matrix gradient = pass.gradient(weight);
    for (int r = 0; r < x.rows; r++) {
      for (int k = x.start[r]; k < x.start[r + 1]; k++) {
        addScaled(x.value[k], dy, r, gradient, x.index[k]);
      }
    }
  }

  /** {@code yDot += x VDot}. */
  public void tangent(Pass pass, Csr x, Matrix yDot) {
    addProduct(x, pass.direction(weight), yDot);
  }

  private static void addProduct(Csr x, Matrix v, Matrix y) {
    for (int r = 0; r < x.rows; r++) {
      for (int k = x.start[r]; k < x.start[r + 1]; k++) {
        addScaled(x.value[k], v, x.index[k], y, r);
      }
    }
  }

  private static void addScaled(float scale, Matrix from, int fromRow, Matrix to, int toRow) {
    float[] source = from.data;
    float[] target = to.data;
    int i = from.row(fromRow);
    int j = to.row(toRow);
    for (int c = 0; c < from.columns; c++) {
      target[j + c] += scale * source[i + c];
    }
  }
}
