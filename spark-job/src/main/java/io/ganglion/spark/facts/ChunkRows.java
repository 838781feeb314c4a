package io.ganglion.spark.facts;

import io.ganglion.spark.row.RawChunk;
import io.ganglion.spark.row.RowLayout;
import io.ganglion.spark.table.Split;
import java.util.Arrays;

/** The rows of a chunk that have values in some of its columns. */
final class ChunkRows {
  /** By row: whether it is learned from. */
  final boolean[] training;

  /** The number of those. */
  final int learned;

  /** By row: whether it has values at all; null where each has. */
  final boolean[] there;

  private ChunkRows(boolean[] training, boolean[] there) {
    this.training = training;
    this.there = there;
    int count = 0;
    for (boolean learn : training) {
      count += learn ? 1 : 0;
    }
    this.learned = count;
  }

  /** All rows. */
  static ChunkRows all(RawChunk chunk, long[] positions, Split split) {
    boolean[] training = new boolean[chunk.rows()];
    for (int example = 0; example < chunk.examples; example++) {
      boolean learn = split.part(positions[example]) == Split.Part.TRAINING;
      Arrays.fill(training, chunk.first(example), chunk.end(example), learn);
    }
    return new ChunkRows(training, null);
  }

  /** Those that have a label, a weight and bases. */
  ChunkRows labelled(RawChunk chunk, RowLayout layout) {
    if (!layout.sequences() || layout.labelPerStep()) {
      return this;
    }
    boolean[] labelled = new boolean[training.length];
    boolean[] last = new boolean[training.length];
    for (int example = 0; example < chunk.examples; example++) {
      int row = chunk.end(example) - 1;
      last[row] = true;
      labelled[row] = training[row];
    }
    return new ChunkRows(labelled, last);
  }

  /** Whether a row has values. */
  boolean there(int row) {
    return there == null || there[row];
  }
}
