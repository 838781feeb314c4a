package io.ganglion.train;

import io.ganglion.data.Block;
import io.ganglion.data.ColumnGroup;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A copy of the first rows of a shard, in which single columns may be permuted and put back.
 *
 * <p>Sequences exchange a column as a whole, step by step, so that its course over time stays one
 * that there is; a longer sequence begins again with the steps of a shorter one. Steps that were
 * permuted one by one would show how little a model likes noise, not what it reads from a column.
 * Graphs do the same with their nodes, while each keeps its edges.
 */
final class PermutedRows {
  private final List<Block> originals = new ArrayList<>();
  private final List<Block> copies = new ArrayList<>();

  /**
   * Copies rows.
   *
   * @param most examples; a block whose examples lie in one graph is taken whole
   */
  PermutedRows(Iterator<Block> blocks, long most) {
    long left = most;
    while (left > 0 && blocks.hasNext()) {
      Block block = blocks.next();
      int examples = block.seed == null ? (int) Math.min(left, block.examples) : block.examples;
      originals.add(block);
      copies.add(copy(block, examples));
      left -= examples;
    }
  }

  private static Block copy(Block from, int examples) {
    int rows = rows(from, examples);
    int targets = from.targetRows() == from.rows ? rows : examples;
    Block.Builder to = Block.builder(examples);
    if (from.numeric != null) {
      to.numeric(Arrays.copyOf(from.numeric, rows * from.numericColumns), from.numericColumns);
    }
    if (from.ids != null) {
      to.ids(Arrays.copyOf(from.ids, rows * from.idColumns), from.idColumns);
    }
    if (from.sparse != null) {
      to.sparse(new Csr(from.sparse.columns));
    }
    if (from.values != null) {
      int columns = from.targetColumns;
      to.values(Arrays.copyOf(from.values, targets * columns), columns);
      to.base(from.base);
    }
    if (from.classes != null) {
      to.classes(Arrays.copyOf(from.classes, targets));
    }
    if (from.seed != null) {
      to.seeds(from.seed, from.hops, rows);
    }
    if (from.rowStart != null) {
      to.rowStart(Arrays.copyOf(from.rowStart, examples + 1));
    }
    to.edges(from.edgeStart, from.source).edgeWeight(from.edgeWeight).degree(from.degree);
    to.edgeNumeric(from.edgeNumeric, from.edgeColumns);
    Block copy = to.weights(from.weights).build();
    if (from.sparse != null) {
      copySparse(from, copy, identity(rows));
    }
    return copy;
  }

  /** The rows of the first examples; all of them where those lie in a graph. */
  private static int rows(Block block, int examples) {
    if (block.seed != null) {
      return block.rows;
    }
    return block.rowStart == null ? examples : block.rowStart[examples];
  }

  private static int[] identity(int rows) {
    int[] identity = new int[rows];
    Arrays.setAll(identity, r -> r);
    return identity;
  }

  /** The rows as they are now. */
  Iterator<Block> blocks() {
    return copies.iterator();
  }

  /**
   * Permutes a group of columns among the examples of each block, so that none keeps its own; of a
   * single sequence or graph among its steps or nodes.
   */
  void permute(ColumnGroup group, long key) {
    for (int b = 0; b < copies.size(); b++) {
      int[] order = order(copies.get(b), Seeds.derive(key, b));
      write(group, originals.get(b), copies.get(b), order);
    }
  }

  /** Puts a group of columns back. */
  void restore(ColumnGroup group) {
    for (int b = 0; b < copies.size(); b++) {
      write(group, originals.get(b), copies.get(b), identity(copies.get(b).rows));
    }
  }

  /** The row that each row of a block gets its values from. */
  private static int[] order(Block block, long key) {
    if (block.rowStart == null || block.examples == 1) {
      return cycle(block.rows, key);
    }
    int[] other = cycle(block.examples, key);
    int[] order = new int[block.rows];
    for (int e = 0; e < block.examples; e++) {
      int first = block.rowStart[e];
      int from = block.rowStart[other[e]];
      int steps = block.rowStart[other[e] + 1] - from;
      for (int row = first; row < block.rowStart[e + 1]; row++) {
        order[row] = from + (row - first) % steps;
      }
    }
    return order;
  }

  /** A random permutation that is a single cycle. Source: Sattolo 1986. */
  private static int[] cycle(int rows, long key) {
    int[] order = identity(rows);
    for (int i = rows - 1; i > 0; i--) {
      int j = Seeds.below(i, Seeds.bits(key, i));
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
    return order;
  }

  private static void write(ColumnGroup group, Block from, Block to, int[] order) {
    for (int column : group.numeric()) {
      for (int r = 0; r < to.rows; r++) {
        to.numeric[r * to.numericColumns + column] =
            from.numeric[order[r] * to.numericColumns + column];
      }
    }
    for (int column : group.ids()) {
      for (int r = 0; r < to.rows; r++) {
        to.ids[r * to.idColumns + column] = from.ids[order[r] * to.idColumns + column];
      }
    }
    if (group.sparse()) {
      copySparse(from, to, order);
    }
  }

  private static void copySparse(Block from, Block to, int[] order) {
    to.sparse.start = new int[order.length + 1];
    to.sparse.rows = order.length;
    for (int r = 0; r < order.length; r++) {
      to.sparse.set(r, from.sparse, order[r]);
    }
  }
}
