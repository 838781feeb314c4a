package io.ganglion.spark.row;

import java.io.Serializable;

/**
 * Some examples of a table as they were read, in the order of arrival, column names as numbers of a
 * dictionary. An example is a row, or a sequence of rows. See {@link RowLayout} for what stands
 * where.
 */
public final class RawChunk implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In place of the id of a name that is missing. */
  public static final int MISSING = -1;

  /** The number of examples. */
  public int examples;

  /** Example e has the rows from start[e] up to start[e + 1]; null where each has one. */
  int[] start;

  /** {@code [layout.numbers()][rows]}, a column after the other, NaN where a value is missing. */
  public double[][] numbers;

  /** {@code [rows, names]}: places in the dictionaries, or {@link #MISSING}. */
  public int[] ids;

  /** By column of names: its different names. */
  public String[][] dictionaries;

  /** The vectors; null without such a column. */
  public RawVectors vectors;

  /** The hash of each example. */
  public long[] hashes;

  /** The first row of an example. */
  public int first(int example) {
    return start == null ? example : start[example];
  }

  /** The row behind the last one of an example. */
  public int end(int example) {
    return first(example + 1);
  }

  /** The number of rows. */
  public int rows() {
    return first(examples);
  }

  /** The name in a column of names; null where it is missing. */
  String name(int row, int column) {
    int id = ids[row * dictionaries.length + column];
    return id == MISSING ? null : dictionaries[column][id];
  }
}
