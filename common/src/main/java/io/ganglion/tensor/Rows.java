package io.ganglion.tensor;

/**
 * Work on rows of a table that lie in no order: what a sparse matrix comes to. The table is a
 * matrix without gaps between its rows.
 */
public final class Rows {
  private static final RowKernels KERNELS = Backend.chooseRowKernels();

  private Rows() {}

  /** {@code Y += X V}, with X {@code [rows, in]}, V {@code [in, out]} and Y {@code [rows, out]}. */
  public static void addProduct(Csr x, Matrix v, Matrix y) {
    for (int r = 0; r < x.rows; r++) {
      KERNELS.addRows(
          x.value,
          x.index,
          x.start[r],
          x.start[r + 1],
          v.data,
          v.offset,
          v.columns,
          y.data,
          y.row(r));
    }
  }

  /**
   * {@code V += Xᵀ Y}, with V {@code [in, out]} and Y {@code [rows, out]}.
   *
   * @param index the row of V for each stored value of X, in place of its column
   */
  public static void addTransposed(Csr x, int[] index, Matrix y, Matrix v) {
    for (int r = 0; r < x.rows; r++) {
      KERNELS.addToRows(
          x.value,
          index,
          x.start[r],
          x.start[r + 1],
          y.data,
          y.row(r),
          v.data,
          v.offset,
          v.columns);
    }
  }

  /**
   * Puts rows {@code rows[from]} up to {@code rows[to]} of a table at {@code offset} side by side
   * at the beginning of y.
   */
  public static void gather(
      float[] x, int offset, int width, int[] rows, int from, int to, float[] y) {
    KERNELS.gather(x, offset, width, rows, from, to, y);
  }

  /** Puts the rows back that {@link #gather} took. */
  public static void scatter(
      float[] y, float[] x, int offset, int width, int[] rows, int from, int to) {
    KERNELS.scatter(y, x, offset, width, rows, from, to);
  }
}
