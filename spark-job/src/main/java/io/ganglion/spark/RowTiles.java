package io.ganglion.spark;

/**
 * Shows the rows of a chunk some at a time, those of one part together, with their numbers by
 * column: few enough for the processor's cache, so that each column is read in a loop of its own,
 * while the chunk streams by but once.
 */
final class RowTiles {
  private static final int TILE_VALUES = 2048;
  private static final int FEWEST_ROWS = 16;

  private final Split split;
  private final int width;
  private final Tile[] tiles = new Tile[Split.Part.COUNT];

  /** Rows of one part. */
  static final class Tile {
    final Split.Part part;

    /** The first {@link #count} are their places in the chunk. */
    final int[] rows;

    /** {@code [width, rows]}: the numbers of column c from {@link #from} c on. */
    final double[] numbers;

    int count;

    private Tile(Split.Part part, int rows, int width) {
      this.part = part;
      this.rows = new int[rows];
      this.numbers = new double[rows * width];
    }

    int from(int column) {
      return column * rows.length;
    }
  }

  /** Looks at some rows. */
  interface Visitor {
    void tile(Tile tile);
  }

  /** Tiles of rows of {@code width} numbers. */
  RowTiles(Split split, int width) {
    this.split = split;
    this.width = width;
    int rows = Math.max(FEWEST_ROWS, TILE_VALUES / Math.max(1, width));
    for (Split.Part part : Split.Part.values()) {
      tiles[part.index()] = new Tile(part, rows, width);
    }
  }

  /** Shows a visitor all rows of a chunk. */
  void visit(RawChunk chunk, long[] positions, Visitor visitor) {
    for (int row = 0; row < chunk.rows; row++) {
      Tile tile = tiles[split.part(positions[row]).index()];
      tile.rows[tile.count] = row;
      int to = tile.count++;
      for (int c = 0; c < width; c++) {
        tile.numbers[to + c * tile.rows.length] = chunk.numbers[row * width + c];
      }
      if (tile.count == tile.rows.length) {
        show(tile, visitor);
      }
    }
    for (Tile tile : tiles) {
      show(tile, visitor);
    }
  }

  private static void show(Tile tile, Visitor visitor) {
    if (tile.count > 0) {
      visitor.tile(tile);
      tile.count = 0;
    }
  }
}
