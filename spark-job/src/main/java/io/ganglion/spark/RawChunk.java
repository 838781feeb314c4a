package io.ganglion.spark;

import java.io.Serializable;

/**
 * Some examples of a table as they were read, in the order of arrival, column names as numbers of a
 * dictionary. An example is a row, or a sequence of rows. See {@link RowLayout} for what stands
 * where.
 */
final class RawChunk implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In place of the id of a name that is missing. */
  static final int MISSING = -1;

  /** The number of examples. */
  int examples;

  /** Example e has the rows from start[e] up to start[e + 1]; null where each has one. */
  int[] start;

  /** {@code [rows, layout.numbers()]}, NaN where one is missing. */
  double[] numbers;

  /** {@code [rows, names]}: places in the dictionaries, or {@link #MISSING}. */
  int[] ids;

  /** By column of names: its different names. */
  String[][] dictionaries;

  /** The vectors; null without such a column. */
  RawVectors vectors;

  /** The hash of each example. */
  long[] hashes;

  /** The first row of an example. */
  int first(int example) {
    return start == null ? example : start[example];
  }

  /** The row behind the last one of an example. */
  int end(int example) {
    return first(example + 1);
  }

  /** The name in a column of names; null where it is missing. */
  String name(int row, int column) {
    int id = ids[row * dictionaries.length + column];
    return id == MISSING ? null : dictionaries[column][id];
  }
}
