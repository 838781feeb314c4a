package io.ganglion.tensor;

/** The work of {@link PowerSums} on its arrays. */
public interface PowerKernels {
  /**
   * Adds {@code count} values of x from {@code from} on, but for NaN, to the columns from {@code
   * column} on. Behind the last of all columns, arrays have {@link PowerSums#PADDING} elements that
   * nobody reads.
   *
   * @param middle of each column
   * @param unit of each column
   * @param sums planes of {@code middle.length} elements: the count; the sum of q; those of q² and
   *     of {@code (q >> }{@link PowerSums#CUBE_SHIFT}{@code )³}, each as one of high and one of low
   *     halves
   */
  void add(
      double[] middle, double[] unit, long[] sums, int column, double[] x, int from, int count);
}
