package io.ganglion.spark;

import io.ganglion.data.Block;
import java.util.Arrays;

/** Collects rows into the arrays of a block. */
final class RowBuffer {
  private final int width;
  private final boolean classed;
  private float[] numeric;
  private float[] values;
  private int[] classes;
  private long[] ranks;
  private int rows;

  /**
   * An empty buffer.
   *
   * @param width numbers a row
   * @param classed whether targets are classes
   * @param capacity rows before it grows
   */
  RowBuffer(int width, boolean classed, int capacity) {
    this.width = width;
    this.classed = classed;
    this.numeric = new float[Math.multiplyExact(width, capacity)];
    this.values = classed ? null : new float[capacity];
    this.classes = classed ? new int[capacity] : null;
    this.ranks = new long[capacity];
  }

  /** Makes room for a row. */
  private void grow() {
    if (rows < ranks.length) {
      return;
    }
    int capacity = Math.max(4, 2 * rows);
    numeric = Arrays.copyOf(numeric, Math.multiplyExact(width, capacity));
    values = classed ? null : Arrays.copyOf(values, capacity);
    classes = classed ? Arrays.copyOf(classes, capacity) : null;
    ranks = Arrays.copyOf(ranks, capacity);
  }

  /** Encodes a row of the table. */
  void add(HashedRow row, long rank, RowEncoding encoding) {
    grow();
    encoding.schema().encode(row.getFeatures(), numeric, rows * width);
    if (classed) {
      classes[rows] = encoding.target().index(row);
    } else {
      values[rows] = encoding.target().value(row);
    }
    ranks[rows++] = rank;
  }

  /** Copies an encoded row. */
  void add(RankedBlock from, int row) {
    grow();
    System.arraycopy(from.block.numeric, row * width, numeric, rows * width, width);
    if (classed) {
      classes[rows] = from.block.classes[row];
    } else {
      values[rows] = from.block.values[row];
    }
    ranks[rows++] = from.ranks[row];
  }

  int rows() {
    return rows;
  }

  /** The rows so far, with their ranks. */
  RankedBlock ranked() {
    return new RankedBlock(Arrays.copyOf(ranks, rows), block());
  }

  /** The rows so far. */
  Block block() {
    Block.Builder block = Block.builder(rows).numeric(Arrays.copyOf(numeric, width * rows), width);
    return classed
        ? block.classes(Arrays.copyOf(classes, rows)).build()
        : block.values(Arrays.copyOf(values, rows), 1).build();
  }

  void clear() {
    rows = 0;
  }
}
