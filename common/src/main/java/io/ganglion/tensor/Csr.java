package io.ganglion.tensor;

/**
 * A sparse matrix in compressed rows: row r holds {@code value[k]} in column {@code index[k]} for k
 * from {@code start[r]} up to {@code start[r + 1]}.
 *
 * <p>Like {@link Matrix} a mutable view: a batch refills it in place and lets the arrays grow.
 */
public final class Csr {
  public int rows;
  public int columns;
  public int[] start = new int[1];
  public int[] index = new int[0];
  public float[] value = new float[0];

  /** An empty matrix of the given width. */
  public Csr(int columns) {
    this.columns = columns;
  }

  /** The number of stored values. */
  public int stored() {
    return start[rows];
  }
}
