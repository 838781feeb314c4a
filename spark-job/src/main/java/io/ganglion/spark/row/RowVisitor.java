package io.ganglion.spark.row;

import java.util.Iterator;

/** Looks at examples one by one. */
public interface RowVisitor {
  /** Begins a chunk. */
  default void chunk(RawChunk chunk) {}

  void example(RawChunk chunk, int example, long position);

  /** Shows a visitor all examples of a partition. */
  static void visit(Iterator<RawChunk> chunks, Iterator<long[]> positions, RowVisitor visitor) {
    while (chunks.hasNext()) {
      RawChunk chunk = chunks.next();
      long[] at = positions.next();
      visitor.chunk(chunk);
      for (int example = 0; example < chunk.examples; example++) {
        visitor.example(chunk, example, at[example]);
      }
    }
  }
}
