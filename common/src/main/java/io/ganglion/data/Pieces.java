package io.ganglion.data;

import java.util.Arrays;

/**
 * Cuts a batch of sequences along time into pieces of a few steps, one after another. Sequence b of
 * a piece is sequence b of the batch; those that have ended are missing, which are always the last.
 *
 * <p>A piece takes the numbers of the batch where they lie, as its rows lie there side by side.
 */
public final class Pieces {
  private final int length;
  private final Batch piece;
  private Batch whole;
  private int from;

  /**
   * Pieces of sequences with the given columns.
   *
   * @param length steps of a piece, at least 1
   */
  public Pieces(Columns columns, int length) {
    this.length = length;
    this.piece = new Batch(columns);
  }

  /** Begins with a batch, whose targets are those of its steps. */
  public void cut(Batch batch) {
    whole = batch;
    from = 0;
  }

  /** The next piece, refilled in place; null behind the last one. */
  public Batch next() {
    Structure.Packed all = (Structure.Packed) whole.structure;
    if (from == all.steps) {
      return null;
    }
    Structure.Packed packed = (Structure.Packed) piece.structure;
    int steps = Math.min(length, all.steps - from);
    packed.continues = from > 0;
    packed.steps = steps;
    packed.examples = all.active[from];
    packed.active = reserved(packed.active, length);
    packed.start = reserved(packed.start, length + 1);
    System.arraycopy(all.active, from, packed.active, 0, steps);
    int first = all.start[from];
    for (int t = 0; t <= steps; t++) {
      packed.start[t] = all.start[from + t] - first;
    }
    fill(first, packed.rows());
    from += steps;
    return piece;
  }

  private void fill(int first, int rows) {
    int columns = whole.numeric.columns;
    piece.numeric.point(whole.numeric.data, whole.numeric.row(first), rows, columns);
    piece.ids = reserved(piece.ids, rows * whole.idColumns);
    System.arraycopy(whole.ids, first * whole.idColumns, piece.ids, 0, rows * whole.idColumns);
    fillSparse(first, rows);
    Targets from = whole.targets;
    Targets to = piece.targets;
    to.rows = rows;
    to.values.point(from.values.data, from.values.row(first), rows, from.values.columns);
    to.classes = part(from.classes, to.classes, first, rows);
    to.others = part(from.others, to.others, first, rows);
    to.shares = part(from.shares, to.shares, first, rows);
    to.weights = part(from.weights, to.weights, first, rows);
  }

  private void fillSparse(int first, int rows) {
    piece.sparse.rows = rows;
    if (piece.sparse.columns == 0) {
      return;
    }
    int begin = whole.sparse.start[first];
    int stored = whole.sparse.start[first + rows] - begin;
    piece.sparse.start = reserved(piece.sparse.start, rows + 1);
    for (int r = 0; r <= rows; r++) {
      piece.sparse.start[r] = whole.sparse.start[first + r] - begin;
    }
    piece.sparse.index = reserved(piece.sparse.index, stored);
    piece.sparse.value = reserved(piece.sparse.value, stored);
    System.arraycopy(whole.sparse.index, begin, piece.sparse.index, 0, stored);
    System.arraycopy(whole.sparse.value, begin, piece.sparse.value, 0, stored);
  }

  private static int[] part(int[] from, int[] to, int first, int rows) {
    if (from == null) {
      return null;
    }
    int[] part = reserved(to == null ? new int[0] : to, rows);
    System.arraycopy(from, first, part, 0, rows);
    return part;
  }

  private static float[] part(float[] from, float[] to, int first, int rows) {
    if (from == null) {
      return null;
    }
    float[] part = reserved(to == null ? new float[0] : to, rows);
    System.arraycopy(from, first, part, 0, rows);
    return part;
  }

  private static int[] reserved(int[] array, int length) {
    return array.length >= length ? array : Arrays.copyOf(array, length);
  }

  private static float[] reserved(float[] array, int length) {
    return array.length >= length ? array : Arrays.copyOf(array, length);
  }
}
