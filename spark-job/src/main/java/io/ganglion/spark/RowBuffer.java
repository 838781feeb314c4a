package io.ganglion.spark;

import io.ganglion.data.Block;
import io.ganglion.tensor.Csr;
import java.util.Arrays;

/** Collects encoded rows into the arrays of a block. */
final class RowBuffer {
  private final int width;
  private final int idColumns;
  private final int targets;
  private final boolean weighted;
  private final Csr sparse;

  /** Dense numbers; {@link ChunkEncoder} writes a row that was begun in place. */
  float[] numeric;

  int[] ids;
  float[] values;
  int[] classes;
  float[] weights;
  private long[] ranks;
  private int rows;

  /**
   * An empty buffer.
   *
   * @param width dense numbers a row
   * @param idColumns category ids a row
   * @param sparseWidth the width of sparse rows, 0 for none
   * @param targets target numbers a row; 0 where targets are classes
   * @param weighted whether rows have weights
   * @param capacity rows before it grows
   */
  RowBuffer(
      int width, int idColumns, int sparseWidth, int targets, boolean weighted, int capacity) {
    this.width = width;
    this.idColumns = idColumns;
    this.targets = targets;
    this.weighted = weighted;
    this.sparse = new Csr(sparseWidth);
    this.numeric = new float[Math.multiplyExact(width, capacity)];
    this.ids = new int[idColumns * capacity];
    this.values = new float[targets * capacity];
    this.classes = new int[targets == 0 ? capacity : 0];
    this.weights = new float[weighted ? capacity : 0];
    this.ranks = new long[capacity];
    sparse.start = new int[sparseWidth > 0 ? capacity + 1 : 1];
  }

  private void resize(int capacity) {
    numeric = Arrays.copyOf(numeric, Math.multiplyExact(width, capacity));
    ids = Arrays.copyOf(ids, idColumns * capacity);
    values = Arrays.copyOf(values, targets * capacity);
    classes = targets == 0 ? Arrays.copyOf(classes, capacity) : classes;
    weights = weighted ? Arrays.copyOf(weights, capacity) : weights;
    ranks = Arrays.copyOf(ranks, capacity);
    if (sparse.columns > 0) {
      sparse.start = Arrays.copyOf(sparse.start, capacity + 1);
    }
  }

  /** Begins a row, whose columns the caller writes; returns its place. */
  int begin(long rank) {
    if (rows == ranks.length) {
      resize(Math.max(4, 2 * rows));
    }
    ranks[rows] = rank;
    return rows++;
  }

  /** Sets the sparse part of a row. */
  void setSparse(int row, RawVectors from, int fromRow) {
    int first = from.start[fromRow];
    int stored = from.start[fromRow + 1] - first;
    sparse.reserve(row, stored);
    int at = sparse.start[row];
    System.arraycopy(from.index, first, sparse.index, at, stored);
    for (int k = 0; k < stored; k++) {
      sparse.value[at + k] = (float) from.value[first + k];
    }
    sparse.start[row + 1] = at + stored;
  }

  /** Copies an encoded row. */
  void add(RankedBlock from, int row) {
    int to = begin(from.ranks[row]);
    Block block = from.block;
    System.arraycopy(block.numeric, row * width, numeric, to * width, width);
    if (idColumns > 0) {
      System.arraycopy(block.ids, row * idColumns, ids, to * idColumns, idColumns);
    }
    if (targets == 0) {
      classes[to] = block.classes[row];
    } else {
      System.arraycopy(block.values, row * targets, values, to * targets, targets);
    }
    if (weighted) {
      weights[to] = block.weights[row];
    }
    if (sparse.columns > 0) {
      sparse.set(to, block.sparse, row);
    }
  }

  int rows() {
    return rows;
  }

  /** The rows, with their ranks; nothing can be added afterwards. */
  RankedBlock ranked() {
    Block block = block();
    return new RankedBlock(ranks, block);
  }

  /** The rows; nothing can be added afterwards. */
  Block block() {
    if (rows < ranks.length) {
      resize(rows);
    }
    Block.Builder block = Block.builder(rows).numeric(numeric, width);
    if (idColumns > 0) {
      block.ids(ids, idColumns);
    }
    if (targets == 0) {
      block.classes(classes);
    } else {
      block.values(values, targets);
    }
    if (weighted) {
      block.weights(weights);
    }
    if (sparse.columns > 0) {
      sparse.rows = rows;
      block.sparse(sparse.copy());
    }
    return block.build();
  }
}
