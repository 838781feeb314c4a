package io.ganglion.tensor;

/** The work of {@link PowerSums} on a column. */
public interface PowerKernels {
  /**
   * Adds the chosen values of x from one place to another, but for NaN, to the sums of a column.
   *
   * @param middle of the column
   * @param unit of the column
   * @param sums from {@code at} on: the count; the sum of q; those of q² and of {@code (q >>
   *     }{@link PowerSums#CUBE_SHIFT}{@code )³}, each as one of high and one of low halves
   */
  void add(
      double middle,
      double unit,
      double[] x,
      boolean[] chosen,
      int from,
      int to,
      long[] sums,
      int at);
}
