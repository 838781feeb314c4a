package io.ganglion.spark.shard;

import io.ganglion.data.Block;
import io.ganglion.spark.row.RawVectors;
import io.ganglion.tensor.Csr;
import java.util.Arrays;

/** Collects encoded examples into the arrays of a block. */
final class RowBuffer {
  private final int width;
  private final int idColumns;
  private final int targets;
  private final boolean weighted;
  private final boolean based;
  private final boolean sequences;
  private final boolean targetPerRow;
  private final Csr sparse;

  /** Dense numbers; {@link ChunkEncoder} writes a row that was begun in place. */
  float[] numeric = new float[0];

  int[] ids = new int[0];
  float[] values = new float[0];
  float[] base = new float[0];
  int[] classes = new int[0];
  float[] weights = new float[0];
  private int[] rowStart = new int[1];
  private long[] ranks = new long[0];
  private int examples;
  private int rows;
  private int rowCapacity;

  /**
   * An empty buffer.
   *
   * @param capacity examples before it grows
   */
  RowBuffer(RowEncoding encoding, int capacity) {
    this.width = encoding.width();
    this.idColumns = encoding.idColumns();
    this.targets = encoding.targets();
    this.weighted = encoding.weighted();
    this.based = encoding.layout().bases() > 0;
    this.sequences = encoding.layout().sequences();
    this.targetPerRow = encoding.layout().labelPerStep();
    this.sparse = new Csr(encoding.sparseWidth());
    resizeExamples(capacity);
    resizeRows(capacity);
  }

  private void resizeExamples(int capacity) {
    ranks = Arrays.copyOf(ranks, capacity);
    if (sequences) {
      rowStart = Arrays.copyOf(rowStart, capacity + 1);
    }
    if (!targetPerRow) {
      resizeTargets(capacity);
    }
  }

  private void resizeRows(int capacity) {
    rowCapacity = capacity;
    numeric = Arrays.copyOf(numeric, Math.multiplyExact(width, capacity));
    ids = Arrays.copyOf(ids, Math.multiplyExact(idColumns, capacity));
    if (sparse.columns > 0) {
      sparse.start = Arrays.copyOf(sparse.start, capacity + 1);
    }
    if (targetPerRow) {
      resizeTargets(capacity);
    }
  }

  private void resizeTargets(int capacity) {
    values = Arrays.copyOf(values, Math.multiplyExact(targets, capacity));
    base = based ? Arrays.copyOf(base, values.length) : base;
    classes = targets == 0 ? Arrays.copyOf(classes, capacity) : classes;
    weights = weighted ? Arrays.copyOf(weights, capacity) : weights;
  }

  /** Begins an example of some rows, whose columns the caller writes; returns the first of them. */
  int begin(long rank, int steps) {
    if (examples == ranks.length) {
      resizeExamples(Math.max(4, 2 * examples));
    }
    int first = rows;
    rows = Math.addExact(rows, steps);
    if (rows > rowCapacity) {
      resizeRows(Math.max(rows, (int) Math.min(Integer.MAX_VALUE, 2L * rowCapacity)));
    }
    ranks[examples++] = rank;
    if (sequences) {
      rowStart[examples] = rows;
    }
    return first;
  }

  /** Where the first target of the example stands that was begun last. */
  int firstTarget() {
    int steps = sequences ? rows - rowStart[examples - 1] : 1;
    return targetPerRow ? rows - steps : examples - 1;
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

  /** Copies an encoded example. */
  void add(RankedBlock from, int example) {
    Block block = from.block;
    int row = sequences ? block.rowStart[example] : example;
    int steps = sequences ? block.rowStart[example + 1] - row : 1;
    int to = begin(from.ranks[example], steps);
    System.arraycopy(block.numeric, row * width, numeric, to * width, steps * width);
    if (idColumns > 0) {
      System.arraycopy(block.ids, row * idColumns, ids, to * idColumns, steps * idColumns);
    }
    int target = targetPerRow ? row : example;
    copyTargets(block, target, firstTarget(), targetPerRow ? steps : 1);
    if (sparse.columns > 0) {
      sparse.set(to, block.sparse, row);
    }
  }

  private void copyTargets(Block block, int from, int to, int count) {
    if (targets == 0) {
      System.arraycopy(block.classes, from, classes, to, count);
    } else {
      System.arraycopy(block.values, from * targets, values, to * targets, count * targets);
    }
    if (based) {
      System.arraycopy(block.base, from * targets, base, to * targets, count * targets);
    }
    if (weighted) {
      System.arraycopy(block.weights, from, weights, to, count);
    }
  }

  /** The number of examples. */
  int examples() {
    return examples;
  }

  /** The examples, with their ranks; nothing can be added afterwards. */
  RankedBlock ranked() {
    Block block = block();
    return new RankedBlock(ranks, block);
  }

  /** The examples; nothing can be added afterwards. */
  Block block() {
    if (examples < ranks.length) {
      resizeExamples(examples);
    }
    if (rows < rowCapacity) {
      resizeRows(rows);
    }
    return block(true);
  }

  /** The examples in arrays that may be longer; they hold good until the next change. */
  RankedBlock view() {
    return new RankedBlock(ranks, block(false));
  }

  /** Begins anew. */
  void clear() {
    examples = 0;
    rows = 0;
  }

  private Block block(boolean last) {
    Block.Builder block = Block.builder(examples).numeric(numeric, width);
    if (idColumns > 0) {
      block.ids(ids, idColumns);
    }
    if (targets == 0) {
      block.classes(classes);
    } else {
      block.values(values, targets);
    }
    if (based) {
      block.base(base);
    }
    if (weighted) {
      block.weights(weights);
    }
    if (sequences) {
      block.rowStart(rowStart);
    }
    if (sparse.columns > 0) {
      sparse.rows = rows;
      block.sparse(last ? sparse.copy() : sparse);
    }
    return block.build();
  }
}
