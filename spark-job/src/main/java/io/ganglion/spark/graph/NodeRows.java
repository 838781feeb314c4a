package io.ganglion.spark.graph;

import io.ganglion.data.Block;
import io.ganglion.data.Schema;
import io.ganglion.spark.shard.LongOrder;
import io.ganglion.tensor.Csr;
import java.io.Serializable;
import java.util.Arrays;

/** Nodes with what a network gets of each: encoded columns, or the outputs of a layer. */
public final class NodeRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int ABSENT = -1;

  int rows;
  long[] keys;

  /** {@code [rows, width]}. */
  float[] numeric;

  int width;

  /** {@code [rows, idColumns]}. */
  int[] ids;

  int idColumns;
  Csr sparse;

  /** For Kryo. */
  NodeRows() {}

  /**
   * No rows yet.
   *
   * @param capacity rows before it grows
   */
  NodeRows(int width, int idColumns, int sparseWidth, int capacity) {
    this.width = width;
    this.idColumns = idColumns;
    this.sparse = new Csr(sparseWidth);
    this.keys = new long[0];
    this.numeric = new float[0];
    this.ids = new int[0];
    resize(capacity);
  }

  /** No rows yet, of the columns that a schema makes. */
  static NodeRows of(Schema schema) {
    return new NodeRows(schema.width(), schema.categories().size(), schema.sparseWidth(), 0);
  }

  /** No rows yet, of the same columns. */
  NodeRows like(int capacity) {
    return new NodeRows(width, idColumns, sparse.columns, capacity);
  }

  private void resize(int capacity) {
    keys = Arrays.copyOf(keys, capacity);
    numeric = Arrays.copyOf(numeric, Math.multiplyExact(capacity, width));
    ids = Arrays.copyOf(ids, Math.multiplyExact(capacity, idColumns));
    sparse.start = Arrays.copyOf(sparse.start, capacity + 1);
  }

  /** Begins a row, whose columns the caller writes; returns its place. */
  int add(long key) {
    if (rows == keys.length) {
      resize(Math.max(16, 2 * rows));
    }
    keys[rows] = key;
    sparse.rows = rows + 1;
    sparse.start[rows + 1] = sparse.start[rows];
    return rows++;
  }

  /** Adds a row of others. */
  void add(NodeRows from, int row) {
    int to = add(from.keys[row]);
    System.arraycopy(from.numeric, row * width, numeric, to * width, width);
    System.arraycopy(from.ids, row * idColumns, ids, to * idColumns, idColumns);
    if (sparse.columns > 0) {
      sparse.set(to, from.sparse, row);
    }
  }

  /** The same without spare room. */
  NodeRows trimmed() {
    resize(rows);
    sparse.index = Arrays.copyOf(sparse.index, sparse.start[rows]);
    sparse.value = Arrays.copyOf(sparse.value, sparse.start[rows]);
    return this;
  }

  /** All rows of some, by their keys, which may come twice. */
  static NodeRows sorted(Iterable<NodeRows> pieces, NodeRows none) {
    int count = 0;
    for (NodeRows piece : pieces) {
      count += piece.rows;
    }
    long[] sortedKeys = new long[count];
    NodeRows[] pieceOf = new NodeRows[count];
    int[] rowOf = new int[count];
    int n = 0;
    for (NodeRows piece : pieces) {
      for (int r = 0; r < piece.rows; r++) {
        sortedKeys[n] = piece.keys[r];
        pieceOf[n] = piece;
        rowOf[n++] = r;
      }
    }
    NodeRows sorted = none.like(count);
    for (int place : LongOrder.of(sortedKeys)) {
      sorted.add(pieceOf[place], rowOf[place]);
    }
    return sorted.trimmed();
  }

  /** Makes the nodes the rows of a block. */
  void addTo(Block.Builder block) {
    block.numeric(numeric, width);
    if (idColumns > 0) {
      block.ids(ids, idColumns);
    }
    if (sparse.columns > 0) {
      block.sparse(sparse);
    }
  }

  /** The place of a key among sorted rows, or −1. */
  int indexOf(long key) {
    int found = Arrays.binarySearch(keys, 0, rows, key);
    return found < 0 ? ABSENT : found;
  }
}
