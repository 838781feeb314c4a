package io.ganglion.spark;

/**
 * Shows the rows of a chunk some at a time, those of one part together: few enough to stay in the
 * processor's cache, so that columns can be read one after the other, each in a loop of its own.
 */
final class RowTiles {
  private static final int TILE_VALUES = 4096;
  private static final int FEWEST_ROWS = 32;

  private final Split split;
  private final int[][] rows;
  private final int[] counts = new int[Split.Part.COUNT];

  /** Looks at some rows. */
  interface Visitor {
    /**
     * Rows of one part.
     *
     * @param rows the first {@code count} are their places in the chunk
     */
    void rows(Split.Part part, int[] rows, int count);
  }

  /** Tiles of rows of {@code width} numbers. */
  RowTiles(Split split, int width) {
    this.split = split;
    this.rows = new int[Split.Part.COUNT][Math.max(FEWEST_ROWS, TILE_VALUES / Math.max(1, width))];
  }

  /** Shows a visitor all rows of a chunk. */
  void visit(long[] positions, Visitor visitor) {
    for (int row = 0; row < positions.length; row++) {
      Split.Part part = split.part(positions[row]);
      int[] ofPart = rows[part.index()];
      ofPart[counts[part.index()]++] = row;
      if (counts[part.index()] == ofPart.length) {
        show(part, visitor);
      }
    }
    for (Split.Part part : Split.Part.values()) {
      show(part, visitor);
    }
  }

  private void show(Split.Part part, Visitor visitor) {
    int count = counts[part.index()];
    counts[part.index()] = 0;
    if (count > 0) {
      visitor.rows(part, rows[part.index()], count);
    }
  }
}
