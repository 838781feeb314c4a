package io.ganglion.tensor;

/**
 * Products with a vector: what a matrix product comes to with one row, one column or a depth of
 * one.
 *
 * <p>The matrix has {@code rows} rows of {@code columns} elements, {@code stride} apart; elements
 * of a vector lie one after the other or, where it says so, {@code step} apart. With beta 0 the old
 * values of the output are not read.
 */
public interface NarrowKernels {
  /** {@code y = alpha A x + beta y}, with y in steps. */
  void rowDots(
      int rows,
      int columns,
      float alpha,
      float[] a,
      int aAt,
      int stride,
      float[] x,
      int xAt,
      float beta,
      float[] y,
      int yAt,
      int step);

  /** {@code y = alpha Aᵀ x + beta y}, with x in steps. */
  void weightedRows(
      int rows,
      int columns,
      float alpha,
      float[] a,
      int aAt,
      int stride,
      float[] x,
      int xAt,
      int step,
      float beta,
      float[] y,
      int yAt);

  /** {@code C = alpha x yᵀ + beta C}, with x in steps. */
  void outer(
      int rows,
      int columns,
      float alpha,
      float[] x,
      int xAt,
      int step,
      float[] y,
      int yAt,
      float beta,
      float[] c,
      int cAt,
      int stride);
}
