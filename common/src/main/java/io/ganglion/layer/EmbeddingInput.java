package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputLayer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link Embedding}, bound: the tables are {@code table_1}, {@code table_2} and so on. */
final class EmbeddingInput implements InputLayer {
  private final Shape output;
  private final int numeric;
  private final Slot[] tables;

  /** Where in a row of the output the numbers of each table begin. */
  private final int[] places;

  EmbeddingInput(Columns columns, int[] sizes, Plan plan) {
    this.numeric = columns.numeric();
    this.tables = new Slot[sizes.length];
    this.places = new int[sizes.length];
    int width = numeric;
    for (int c = 0; c < sizes.length; c++) {
      int ids = columns.categories().get(c);
      tables[c] = plan.slot("table_" + (c + 1), ids, sizes[c], Slot.Kind.TABLE, new TableRows());
      places[c] = width;
      width += sizes[c];
    }
    this.output = columns.shape(width);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    Matrix x = batch.numeric;
    for (int r = 0; r < y.rows; r++) {
      System.arraycopy(x.data, x.row(r), y.data, y.row(r), numeric);
      for (int c = 0; c < tables.length; c++) {
        int id = batch.ids[r * tables.length + c];
        pass.touch(tables[c], id);
        look(pass.weight(tables[c]), id, y, y.row(r) + places[c]);
      }
    }
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    for (int r = 0; r < dy.rows; r++) {
      for (int c = 0; c < tables.length; c++) {
        Matrix gradient = pass.gradient(tables[c]);
        int row = gradient.row(pass.gradientRow(tables[c], batch.ids[r * tables.length + c]));
        int from = dy.row(r) + places[c];
        Kernels.axpy(1f, dy.data, from, gradient.data, row, gradient.columns);
      }
    }
  }

  @Override
  public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    Kernels.fill(yDot, 0f);
    for (int r = 0; r < yDot.rows; r++) {
      for (int c = 0; c < tables.length; c++) {
        int id = batch.ids[r * tables.length + c];
        look(pass.direction(tables[c]), id, yDot, yDot.row(r) + places[c]);
      }
    }
  }

  private static void look(Matrix table, int id, Matrix to, int place) {
    System.arraycopy(table.data, table.row(id), to.data, place, table.columns);
  }
}
