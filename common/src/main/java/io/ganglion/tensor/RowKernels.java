package io.ganglion.tensor;

/**
 * Work on rows of a table that lie in no order. The table begins at {@code tableAt}; its rows have
 * {@code width} elements and no gaps between them; k goes from {@code from} up to {@code to}.
 */
public interface RowKernels {
  /** {@code y += Σ_k scale[k] · table[rows[k]]}, added one after another. */
  void addRows(
      float[] scale,
      int[] rows,
      int from,
      int to,
      float[] table,
      int tableAt,
      int width,
      float[] y,
      int yAt);

  /** {@code table[rows[k]] += scale[k] · x}, for one k after another. */
  void addToRows(
      float[] scale,
      int[] rows,
      int from,
      int to,
      float[] x,
      int xAt,
      float[] table,
      int tableAt,
      int width);

  /** {@code y[k − from] = table[rows[k]]}, with y from its first element on. */
  void gather(float[] table, int tableAt, int width, int[] rows, int from, int to, float[] y);

  /** {@code table[rows[k]] = x[k − from]}, with x from its first element on. */
  void scatter(float[] x, float[] table, int tableAt, int width, int[] rows, int from, int to);
}
