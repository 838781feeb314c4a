package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Matrix;

/** What the layers over packed sequences have in common; see {@link Structure.Packed}. */
final class Sequences {
  private Sequences() {}

  /**
   * Refuses an input that is no sequence.
   *
   * @throws NetworkException if it is none
   */
  static void check(Shape in, Plan plan) {
    if (!(in instanceof Shape.Sequence)) {
      throw new NetworkException(
          plan.where()
              + ": expected a sequence, found "
              + in
              + ": read the data as sequences (data.sequence), or let the layer before it give a row"
              + " for each step (returnSequences: true)");
    }
  }

  /** The sequences of the batch in hand. */
  static Structure.Packed of(Pass pass) {
    return (Structure.Packed) pass.batch().structure;
  }

  /**
   * Copies each sequence from its end to its beginning: row (b, t) to row (b, length of b − 1 − t).
   * Done twice it is the identity, and it is its own adjoint.
   *
   * @param to {@code [rows, features]} as {@code from}, elsewhere
   */
  static void reverse(Structure.Packed packed, Matrix from, Matrix to) {
    for (int t = 0; t < packed.steps; t++) {
      int first = ended(packed, t);
      int count = packed.active[t] - first;
      // Sequences of one length stand side by side, so that their rows of a step move together.
      for (int s = 0; s <= t && count > 0; s++) {
        copy(from, packed.start[s] + first, to, packed.start[t - s] + first, count);
      }
    }
  }

  /** The first of the sequences that end with step t: they are those up to {@code active[t]}. */
  static int ended(Structure.Packed packed, int t) {
    return t + 1 < packed.steps ? packed.active[t + 1] : 0;
  }

  /**
   * The length of sequence b.
   *
   * @param atMost a length that it doesn't exceed, such as that of the sequence before it
   */
  static int length(Structure.Packed packed, int b, int atMost) {
    int length = atMost;
    while (packed.active[length - 1] <= b) {
      length--;
    }
    return length;
  }

  /** Copies {@code count} rows. */
  static void copy(Matrix from, int row, Matrix to, int toRow, int count) {
    if (from.contiguous() && to.contiguous()) {
      int n = count * from.columns;
      System.arraycopy(from.data, from.row(row), to.data, to.row(toRow), n);
      return;
    }
    for (int r = 0; r < count; r++) {
      System.arraycopy(from.data, from.row(row + r), to.data, to.row(toRow + r), from.columns);
    }
  }
}
