package io.ganglion.spark.row;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** Vectors of a chunk by their stored values: in row r those from start[r] up to start[r + 1]. */
public final class RawVectors implements Serializable {
  private static final long serialVersionUID = 1L;

  public int[] start = new int[1];
  public int[] index = new int[0];
  public double[] value = new double[0];

  /** The size of the vectors; −1 before the first one. */
  public int size = -1;

  /** Another size that was met; −1 for none. */
  public int otherSize = -1;

  /** The number of rows without a vector. */
  public long missing;

  /** Adds the vector of row r. */
  void add(int r, Vector vector) {
    start = grown(start, r + 2);
    start[r + 1] = start[r];
    if (vector == null) {
      missing++;
      return;
    }
    if (size < 0) {
      size = vector.size();
    } else if (size != vector.size()) {
      otherSize = vector.size();
      return;
    }
    if (vector instanceof SparseVector sparse) {
      append(r, sparse.indices(), sparse.values());
    } else {
      double[] values = ((DenseVector) vector).values();
      int[] all = new int[values.length];
      Arrays.setAll(all, i -> i);
      append(r, all, values);
    }
  }

  private void append(int r, int[] indices, double[] values) {
    int at = start[r];
    index = grown(index, at + indices.length);
    if (value.length < index.length) {
      value = Arrays.copyOf(value, index.length);
    }
    System.arraycopy(indices, 0, index, at, indices.length);
    System.arraycopy(values, 0, value, at, indices.length);
    start[r + 1] = at + indices.length;
  }

  /** Writes the vector of row r, all its elements, into {@code to} from {@code offset} on. */
  public void fill(int r, double[] to, int offset) {
    Arrays.fill(to, offset, offset + size, 0.0);
    for (int k = start[r]; k < start[r + 1]; k++) {
      to[offset + index[k]] = value[k];
    }
  }

  /** Writes it into a place of each of as many columns. */
  public void fill(int r, double[][] columns, int place) {
    for (double[] column : columns) {
      column[place] = 0.0;
    }
    for (int k = start[r]; k < start[r + 1]; k++) {
      columns[index[k]][place] = value[k];
    }
  }

  /** Gives back what was reserved in vain. */
  void trim(int rows) {
    start = Arrays.copyOf(start, rows + 1);
    index = Arrays.copyOf(index, start[rows]);
    value = Arrays.copyOf(value, start[rows]);
  }

  private static int[] grown(int[] array, int length) {
    return array.length >= length
        ? array
        : Arrays.copyOf(array, Math.max(length, 2 * array.length));
  }
}
