package io.ganglion.spark;

/**
 * Some rows of a table as they were read, in the order of arrival, column names as numbers of a
 * dictionary. See {@link RowLayout} for what stands where.
 */
final class RawChunk {
  /** In place of the id of a name that is missing. */
  static final int MISSING = -1;

  int rows;

  /** {@code [rows, layout.numbers()]}, NaN where one is missing. */
  double[] numbers;

  /** {@code [rows, names]}: places in the dictionaries, or {@link #MISSING}. */
  int[] ids;

  /** By column of names: its different names. */
  String[][] dictionaries;

  /** The vectors; null without such a column. */
  RawVectors vectors;

  /** The hash of each row. */
  long[] hashes;

  /** The name in a column of names; null where it is missing. */
  String name(int row, int column) {
    int id = ids[row * dictionaries.length + column];
    return id == MISSING ? null : dictionaries[column][id];
  }
}
