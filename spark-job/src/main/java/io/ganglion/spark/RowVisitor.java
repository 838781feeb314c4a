package io.ganglion.spark;

import java.util.Iterator;

/** Looks at rows one by one. */
interface RowVisitor {
  /** Begins a chunk. */
  default void chunk(RawChunk chunk) {}

  void row(RawChunk chunk, int row, long position);

  /** Shows a visitor all rows of a partition. */
  static void visit(Iterator<RawChunk> chunks, Iterator<long[]> positions, RowVisitor visitor) {
    while (chunks.hasNext()) {
      RawChunk chunk = chunks.next();
      long[] at = positions.next();
      visitor.chunk(chunk);
      for (int row = 0; row < chunk.rows; row++) {
        visitor.row(chunk, row, at[row]);
      }
    }
  }
}
