package io.ganglion.tensor;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A sparse matrix in compressed rows: row r holds {@code value[k]} in column {@code index[k]} for k
 * from {@code start[r]} up to {@code start[r + 1]}.
 *
 * <p>Like {@link Matrix} a mutable view: a batch refills it in place and lets the arrays grow.
 */
public final class Csr implements Serializable {
  private static final long serialVersionUID = 1L;

  public int rows;
  public int columns;
  public int[] start = new int[1];
  public int[] index = new int[0];
  public float[] value = new float[0];

  /** An empty matrix of the given width. */
  public Csr(int columns) {
    this.columns = columns;
  }

  /** Makes room for {@code stored} values of row r, the rows before it being there. */
  public void reserve(int r, int stored) {
    int end = start[r] + stored;
    if (index.length < end) {
      index = Arrays.copyOf(index, Math.max(end, 2 * index.length));
      value = Arrays.copyOf(value, index.length);
    }
  }

  /**
   * Sets row r, the rows before it being there, to the first {@code stored} of the given values.
   */
  public void set(int r, int[] index, float[] value, int stored) {
    copy(r, index, value, 0, stored);
  }

  /** Sets row r, the rows before it being there, to a row of another matrix. */
  public void set(int r, Csr from, int row) {
    copy(r, from.index, from.value, from.start[row], from.start[row + 1] - from.start[row]);
  }

  private void copy(int r, int[] index, float[] value, int first, int stored) {
    reserve(r, stored);
    System.arraycopy(index, first, this.index, start[r], stored);
    System.arraycopy(value, first, this.value, start[r], stored);
    start[r + 1] = start[r] + stored;
  }

  /** A copy of the rows, without spare room. */
  public Csr copy() {
    Csr copy = new Csr(columns);
    copy.rows = rows;
    copy.start = Arrays.copyOf(start, rows + 1);
    copy.index = Arrays.copyOf(index, stored());
    copy.value = Arrays.copyOf(value, stored());
    return copy;
  }

  /** The number of stored values. */
  public int stored() {
    return start[rows];
  }
}
