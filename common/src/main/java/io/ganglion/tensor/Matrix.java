package io.ganglion.tensor;

/**
 * A row-major view on a {@code float[]}: element (r, c) is {@code data[offset + r * stride + c]}.
 *
 * <p>A view never copies. Its fields are public and mutable because a training step points the
 * views that it keeps at other places instead of making new ones.
 */
public final class Matrix {
  public float[] data;
  public int offset;
  public int rows;
  public int columns;
  public int stride;

  /** An empty view, to be pointed somewhere later. */
  public Matrix() {
    this.data = new float[0];
  }

  /** A matrix of zeros, {@code [rows, columns]}, with storage of its own. */
  public Matrix(int rows, int columns) {
    point(new float[Math.multiplyExact(rows, columns)], 0, rows, columns);
  }

  /** A view on {@code data} as {@code [rows, columns]}, without gaps between the rows. */
  public static Matrix of(float[] data, int rows, int columns) {
    return new Matrix().point(data, 0, rows, columns);
  }

  /** Points this view at {@code rows * columns} consecutive elements from {@code offset} on. */
  public Matrix point(float[] data, int offset, int rows, int columns) {
    return point(data, offset, rows, columns, columns);
  }

  /** Points this view at rows that start {@code stride} elements apart. */
  public Matrix point(float[] data, int offset, int rows, int columns, int stride) {
    this.data = data;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
    this.stride = stride;
    return this;
  }

  /** Points this view at the place of another. */
  public Matrix point(Matrix other) {
    return point(other.data, other.offset, other.rows, other.columns, other.stride);
  }

  /** The index in {@link #data} of the first element of row {@code r}. */
  public int row(int r) {
    return offset + r * stride;
  }

  public float get(int r, int c) {
    return data[offset + r * stride + c];
  }

  public void set(int r, int c, float value) {
    data[offset + r * stride + c] = value;
  }

  /**
   * Whether the rows follow each other without a gap, so that one loop can run over all elements.
   */
  public boolean contiguous() {
    return stride == columns || rows <= 1;
  }

  /** The number of elements. */
  public int size() {
    return rows * columns;
  }

  @Override
  public String toString() {
    return "Matrix[" + rows + ", " + columns + "]";
  }
}
