package io.ganglion.tensor;

/** Work on scattered rows as plain loops. */
final class PlainRowKernels implements RowKernels {
  private final PlainKernels flat = new PlainKernels();

  @Override
  public void addRows(
      float[] scale,
      int[] rows,
      int from,
      int to,
      float[] table,
      int tableAt,
      int width,
      float[] y,
      int yAt) {
    for (int k = from; k < to; k++) {
      flat.axpy(scale[k], table, tableAt + rows[k] * width, y, yAt, width);
    }
  }

  @Override
  public void addToRows(
      float[] scale,
      int[] rows,
      int from,
      int to,
      float[] x,
      int xAt,
      float[] table,
      int tableAt,
      int width) {
    for (int k = from; k < to; k++) {
      flat.axpy(scale[k], x, xAt, table, tableAt + rows[k] * width, width);
    }
  }

  @Override
  public void gather(
      float[] table, int tableAt, int width, int[] rows, int from, int to, float[] y) {
    for (int k = from; k < to; k++) {
      System.arraycopy(table, tableAt + rows[k] * width, y, (k - from) * width, width);
    }
  }

  @Override
  public void scatter(
      float[] x, float[] table, int tableAt, int width, int[] rows, int from, int to) {
    for (int k = from; k < to; k++) {
      System.arraycopy(x, (k - from) * width, table, tableAt + rows[k] * width, width);
    }
  }
}
