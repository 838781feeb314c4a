package io.ganglion.network;

import io.ganglion.tensor.Prefetch;
import io.ganglion.tensor.Ranges;
import java.util.Arrays;
import java.util.List;

/** Which rows of the slots that are trained by rows a batch touched. */
final class TouchedRows {
  private final List<Slot> slots;
  private final int[][] rows;

  /** A bit for each row of a slot: few enough to stay in the cache, whatever rows come. */
  private final long[][] seen;

  private final int[] counts;

  TouchedRows(List<Slot> slots) {
    this.slots = slots;
    this.rows = new int[slots.size()][];
    this.seen = new long[slots.size()][];
    this.counts = new int[slots.size()];
    for (Slot slot : slots) {
      if (slot.kind().byRow()) {
        rows[slot.index()] = new int[64];
        seen[slot.index()] = new long[(slot.rows() + Long.SIZE - 1) / Long.SIZE];
      }
    }
  }

  void clear() {
    for (int s = 0; s < counts.length; s++) {
      for (int i = 0; i < counts[s]; i++) {
        seen[s][rows[s][i] / Long.SIZE] = 0;
      }
      counts[s] = 0;
    }
  }

  void touch(Slot slot, int row) {
    int s = slot.index();
    long word = seen[s][row / Long.SIZE];
    long bit = 1L << row;
    if ((word & bit) != 0) {
      return;
    }
    seen[s][row / Long.SIZE] = word | bit;
    if (counts[s] == rows[s].length) {
      rows[s] = Arrays.copyOf(rows[s], 2 * counts[s]);
    }
    rows[s][counts[s]++] = row;
  }

  void prefetch(Slot slot, float[] weights, Prefetch prefetch) {
    int s = slot.index();
    prefetch.read(weights, slot.offset(), slot.columns(), rows[s], counts[s]);
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
