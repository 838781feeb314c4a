package io.ganglion.network;

import io.ganglion.tensor.Ranges;
import java.util.Arrays;
import java.util.List;

/** Which rows of the slots that are trained by rows a batch touched. */
final class TouchedRows {
  private final List<Slot> slots;
  private final int[][] rows;
  private final int[][] stamps;
  private final int[] counts;
  private int stamp;

  TouchedRows(List<Slot> slots) {
    this.slots = slots;
    this.rows = new int[slots.size()][];
    this.stamps = new int[slots.size()][];
    this.counts = new int[slots.size()];
    for (Slot slot : slots) {
      if (slot.kind().byRow()) {
        rows[slot.index()] = new int[64];
        stamps[slot.index()] = new int[slot.rows()];
      }
    }
    clear();
  }

  void clear() {
    Arrays.fill(counts, 0);
    stamp++;
  }

  void touch(Slot slot, int row) {
    int s = slot.index();
    if (stamps[s][row] == stamp) {
      return;
    }
    stamps[s][row] = stamp;
    if (counts[s] == rows[s].length) {
      rows[s] = Arrays.copyOf(rows[s], 2 * counts[s]);
    }
    rows[s][counts[s]++] = row;
  }

  void collect(Ranges active, Ranges decayed) {
    active.clear();
    decayed.clear();
    for (int s = 0; s < slots.size(); s++) {
      Slot slot = slots.get(s);
      if (slot.kind().byRow()) {
        for (int i = 0; i < counts[s]; i++) {
          int from = slot.offset() + rows[s][i] * slot.columns();
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
