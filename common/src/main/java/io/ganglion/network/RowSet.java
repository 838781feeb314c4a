package io.ganglion.network;

import java.util.Arrays;

/**
 * Distinct rows in the order in which they came first, each with its place in that order.
 *
 * <p>A hash table with linear probing, sparse enough that most searches end where they begin; its
 * size is that of the batch, whatever the number of rows to choose from. Grows and is refilled;
 * once it has its size nothing is allocated.
 */
final class RowSet {
  /** Entries of the table for each row that there is room for. */
  private static final int SPARSITY = 4;

  private int[] rows = new int[64];
  private int count;

  /** Entries of two numbers: a row plus one, or 0 for none, and the place of the row. */
  private int[] table = new int[2 * SPARSITY * rows.length];

  /** Of the rows that were added together last. */
  private int[] places = new int[0];

  void clear() {
    if (count > 0) {
      Arrays.fill(table, 0);
      count = 0;
    }
  }

  /** Adds each of the first n rows that is not there yet. */
  void addAll(int[] added, int n) {
    if (places.length < n) {
      places = new int[Math.max(n, 2 * places.length)];
    }
    int[] to = places;
    for (int i = 0; i < n; i++) {
      to[i] = add(added[i]);
    }
  }

  /** Adds a row unless it is there, and returns its place. */
  int add(int row) {
    int at = find(table, row);
    if (table[at] == 0) {
      if (count == rows.length) {
        grow();
        at = find(table, row);
      }
      table[at] = row + 1;
      table[at + 1] = count;
      rows[count++] = row;
    }
    return table[at + 1];
  }

  /** The place of a row that is there. */
  int place(int row) {
    return table[find(table, row) + 1];
  }

  /** Where the entry of a row is, or where it would be. */
  private static int find(int[] table, int row) {
    int mask = table.length - 1;
    // Multiplied by 2^32 over the golden ratio, neighbours land far apart: the upper bits decide.
    int at = (row * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(mask) & ~1;
    while (table[at] != 0 && table[at] != row + 1) {
      at = (at + 2) & mask;
    }
    return at;
  }

  private void grow() {
    rows = Arrays.copyOf(rows, 2 * rows.length);
    table = new int[2 * table.length];
    for (int i = 0; i < count; i++) {
      int at = find(table, rows[i]);
      table[at] = rows[i] + 1;
      table[at + 1] = i;
    }
  }

  int count() {
    return count;
  }

  /** The places of the rows of the last {@link #addAll}. */
  int[] places() {
    return places;
  }

  /** The rows by their places; more than {@link #count} have no meaning. */
  int[] rows() {
    return rows;
  }
}
