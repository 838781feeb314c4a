package io.ganglion.network;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Prefetch;
import io.ganglion.tensor.Ranges;
import java.util.List;

/** Which rows of the slots that are trained by rows a batch touched. */
final class TouchedRows {
  private final List<Slot> slots;
  private final RowSet[] rows;

  /** The rows of the slots' gradients side by side, where that is wanted. */
  private final float[][] packed;

  TouchedRows(List<Slot> slots) {
    this.slots = slots;
    this.rows = new RowSet[slots.size()];
    this.packed = new float[slots.size()][];
    for (Slot slot : slots) {
      if (slot.kind().byRow()) {
        rows[slot.index()] = new RowSet();
        packed[slot.index()] = new float[0];
      }
    }
  }

  void clear() {
    for (RowSet set : rows) {
      if (set != null) {
        set.clear();
      }
    }
  }

  RowSet of(Slot slot) {
    return rows[slot.index()];
  }

  void prefetch(Slot slot, float[] weights, Prefetch prefetch) {
    RowSet set = of(slot);
    prefetch.read(weights, slot.offset(), slot.columns(), set.rows(), 0, set.count());
  }

  /** Points the gradients of tables at rows for the touched ones alone, by their places. */
  void pack(Matrix[] gradients) {
    for (int s = 0; s < rows.length; s++) {
      if (rows[s] != null) {
        int count = rows[s].count();
        int columns = slots.get(s).columns();
        if (packed[s].length < count * columns) {
          packed[s] = new float[Math.max(count * columns, 2 * packed[s].length)];
        }
        gradients[s].point(packed[s], 0, count, columns);
      }
    }
  }

  /** Writes the parameters that the batch trains, with or without the touched rows. */
  void collect(boolean byRow, Ranges active, Ranges decayed) {
    active.clear();
    decayed.clear();
    for (int s = 0; s < rows.length; s++) {
      Slot slot = slots.get(s);
      if (slot.kind().byRow()) {
        for (int i = 0; byRow && i < rows[s].count(); i++) {
          int from = slot.offset() + rows[s].rows()[i] * slot.columns();
          add(slot, from, from + slot.columns(), active, decayed);
        }
      } else if (slot.kind().trainable()) {
        add(slot, slot.offset(), slot.end(), active, decayed);
      }
    }
  }

  private static void add(Slot slot, int from, int to, Ranges active, Ranges decayed) {
    active.add(from, to);
    if (slot.kind().decayed()) {
      decayed.add(from, to);
    }
  }
}
