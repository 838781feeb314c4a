package io.ganglion.testing;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.layer.Normal;
import io.ganglion.network.InputLayer;
import io.ganglion.network.InputSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * A table row for every category id, joined to the numeric columns: {@code y = [numeric,
 * table₁[id₁], table₂[id₂], …]}.
 *
 * @param size the width of every table
 */
public record ToyEmbedding(int size) implements InputSpec {
  @Override
  public String kind() {
    return "toy_embedding";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    throw new NetworkException(plan.where() + ": expected categorical columns, found " + in);
  }

  @Override
  public InputLayer bindInput(Columns columns, Plan plan) {
    Slot[] tables = new Slot[columns.categories().size()];
    for (int i = 0; i < tables.length; i++) {
      int ids = columns.categories().get(i);
      tables[i] = plan.slot("table_" + i, ids, size, Slot.Kind.TABLE, new Normal());
    }
    return new Bound(columns, tables, size);
  }

  private static final class Bound implements InputLayer {
    private final Shape output;
    private final int numeric;
    private final Slot[] tables;
    private final int size;

    Bound(Columns columns, Slot[] tables, int size) {
      this.output = columns.shape(columns.numeric() + tables.length * size);
      this.numeric = columns.numeric();
      this.tables = tables;
      this.size = size;
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
        for (int i = 0; i < tables.length; i++) {
          int id = batch.ids[r * tables.length + i];
          Matrix table = pass.weight(tables[i]);
          pass.touch(tables[i], id);
          System.arraycopy(table.data, table.row(id), y.data, place(y, r, i), size);
        }
      }
    }

    @Override
    public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
      for (int r = 0; r < y.rows; r++) {
        for (int i = 0; i < tables.length; i++) {
          Matrix gradient = pass.gradient(tables[i]);
          int to = gradient.row(batch.ids[r * tables.length + i]);
          int from = place(dy, r, i);
          for (int c = 0; c < size; c++) {
            gradient.data[to + c] += dy.data[from + c];
          }
        }
      }
    }

    @Override
    public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
      Kernels.fill(yDot, 0f);
      for (int r = 0; r < y.rows; r++) {
        for (int i = 0; i < tables.length; i++) {
          Matrix table = pass.direction(tables[i]);
          int from = table.row(batch.ids[r * tables.length + i]);
          System.arraycopy(table.data, from, yDot.data, place(yDot, r, i), size);
        }
      }
    }

    private int place(Matrix y, int r, int i) {
      return y.row(r) + numeric + i * size;
    }
  }
}
