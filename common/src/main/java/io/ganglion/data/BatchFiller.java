package io.ganglion.data;

import java.util.Arrays;

/**
 * Copies examples out of blocks into a batch: first the structure says which row of which block
 * becomes which row of the batch, then every kind of column follows that map.
 */
final class BatchFiller {
  private Block[] rowBlock = new Block[0];
  private int[] rowIndex = new int[0];
  private int rows;
  private final Neighbourhoods neighbourhoods = new Neighbourhoods();

  /** Fills the batch with {@code n} examples; the two arrays may come back in another order. */
  void fill(Batch batch, Block[] blockOf, int[] exampleOf, int n) {
    if (batch.structure instanceof Structure.Independent independent) {
      rows = n;
      reserve();
      System.arraycopy(blockOf, 0, rowBlock, 0, n);
      System.arraycopy(exampleOf, 0, rowIndex, 0, n);
      independent.rows = n;
    } else if (batch.structure instanceof Structure.Packed packed) {
      pack(packed, blockOf, exampleOf, n);
    } else if (batch.structure instanceof Structure.Graphs graphs) {
      if (blockOf[0].seed == null) {
        join(graphs, blockOf, exampleOf, n);
      } else {
        surround(graphs, blockOf, exampleOf, n);
      }
    }
    fillNumeric(batch);
    fillIds(batch);
    fillSparse(batch);
    if (targetPerRow(blockOf, n)) {
      fillTargets(batch.targets, rowBlock, rowIndex, rows);
    } else {
      fillTargets(batch.targets, blockOf, exampleOf, n);
    }
  }

  /** Asks every block, as one with a row an example can't tell which of the two its targets are. */
  private static boolean targetPerRow(Block[] blockOf, int n) {
    for (int b = 0; b < n; b++) {
      if (blockOf[b].targetPerRow()) {
        return true;
      }
    }
    return false;
  }

  private void reserve() {
    if (rowBlock.length < rows) {
      rowBlock = Arrays.copyOf(rowBlock, rows);
      rowIndex = Arrays.copyOf(rowIndex, rows);
    }
  }

  private void pack(Structure.Packed packed, Block[] blockOf, int[] exampleOf, int n) {
    sortByLength(blockOf, exampleOf, n);
    int steps = length(blockOf[0], exampleOf[0]);
    packed.examples = n;
    packed.steps = steps;
    packed.active = grown(packed.active, steps);
    packed.start = grown(packed.start, steps + 1);
    packed.start[0] = 0;
    int active = n;
    for (int t = 0; t < steps; t++) {
      while (length(blockOf[active - 1], exampleOf[active - 1]) <= t) {
        active--;
      }
      packed.active[t] = active;
      packed.start[t + 1] = packed.start[t] + active;
    }
    rows = packed.start[steps];
    reserve();
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < packed.active[t]; b++) {
        int row = packed.start[t] + b;
        rowBlock[row] = blockOf[b];
        rowIndex[row] = first(blockOf[b], exampleOf[b]) + t;
      }
    }
  }

  private static int first(Block block, int example) {
    return block.rowStart == null ? example : block.rowStart[example];
  }

  private static int length(Block block, int example) {
    return first(block, example + 1) - first(block, example);
  }

  /** Longest first, and otherwise as drawn: an insertion sort, which allocates nothing. */
  private static void sortByLength(Block[] blockOf, int[] exampleOf, int n) {
    for (int i = 1; i < n; i++) {
      Block block = blockOf[i];
      int example = exampleOf[i];
      int length = length(block, example);
      int j = i;
      while (j > 0 && length(blockOf[j - 1], exampleOf[j - 1]) < length) {
        blockOf[j] = blockOf[j - 1];
        exampleOf[j] = exampleOf[j - 1];
        j--;
      }
      blockOf[j] = block;
      exampleOf[j] = example;
    }
  }

  private void join(Structure.Graphs graphs, Block[] blockOf, int[] exampleOf, int n) {
    graphs.examples = n;
    graphs.graphs = n;
    graphs.seed = null;
    graphs.nodeStart = grown(graphs.nodeStart, n + 1);
    graphs.nodeStart[0] = 0;
    for (int b = 0; b < n; b++) {
      graphs.nodeStart[b + 1] = graphs.nodeStart[b] + length(blockOf[b], exampleOf[b]);
    }
    rows = graphs.nodeStart[n];
    reserve();
    for (int b = 0; b < n; b++) {
      int first = first(blockOf[b], exampleOf[b]) - graphs.nodeStart[b];
      for (int row = graphs.nodeStart[b]; row < graphs.nodeStart[b + 1]; row++) {
        rowBlock[row] = blockOf[b];
        rowIndex[row] = first + row;
      }
    }
    GraphEdges.fill(graphs, rowBlock, rowIndex);
  }

  private void surround(Structure.Graphs graphs, Block[] blockOf, int[] exampleOf, int n) {
    rows = neighbourhoods.find(graphs, blockOf, exampleOf, n);
    reserve();
    neighbourhoods.fill(graphs, rowBlock, rowIndex);
  }

  private void fillNumeric(Batch batch) {
    int columns = rowBlock[0].numericColumns;
    float[] data = grown(batch.numeric.data, rows * columns);
    for (int row = 0; row < rows && columns > 0; row++) {
      System.arraycopy(
          rowBlock[row].numeric, rowIndex[row] * columns, data, row * columns, columns);
    }
    batch.numeric.point(data, 0, rows, columns);
  }

  private void fillIds(Batch batch) {
    int columns = batch.idColumns;
    batch.ids = grown(batch.ids, rows * columns);
    for (int row = 0; row < rows && columns > 0; row++) {
      System.arraycopy(
          rowBlock[row].ids, rowIndex[row] * columns, batch.ids, row * columns, columns);
    }
  }

  private void fillSparse(Batch batch) {
    var to = batch.sparse;
    if (to.columns == 0) {
      return;
    }
    to.rows = rows;
    to.start = grown(to.start, rows + 1);
    to.start[0] = 0;
    for (int row = 0; row < rows; row++) {
      var from = rowBlock[row].sparse;
      int first = from.start[rowIndex[row]];
      int stored = from.start[rowIndex[row] + 1] - first;
      int at = to.start[row];
      to.index = grown(to.index, at + stored);
      to.value = grown(to.value, at + stored);
      System.arraycopy(from.index, first, to.index, at, stored);
      System.arraycopy(from.value, first, to.value, at, stored);
      to.start[row + 1] = at + stored;
    }
  }

  private static void fillTargets(Targets targets, Block[] block, int[] index, int n) {
    targets.rows = n;
    if (block[0].classes != null) {
      targets.classes = grown(targets.classes == null ? new int[0] : targets.classes, n);
      for (int r = 0; r < n; r++) {
        targets.classes[r] = block[r].classes[index[r]];
      }
    } else if (block[0].values != null) {
      int columns = block[0].targetColumns;
      float[] data = grown(targets.values.data, n * columns);
      for (int r = 0; r < n; r++) {
        System.arraycopy(block[r].values, index[r] * columns, data, r * columns, columns);
      }
      targets.values.point(data, 0, n, columns);
      fillBase(targets, block, index, n, columns);
    }
    if (block[0].weights != null) {
      targets.weights = grown(targets.weights == null ? new float[0] : targets.weights, n);
      for (int r = 0; r < n; r++) {
        targets.weights[r] = block[r].weights[index[r]];
      }
    }
  }

  private static void fillBase(Targets targets, Block[] block, int[] index, int n, int columns) {
    if (block[0].base == null) {
      return;
    }
    float[] data = grown(targets.base.data, n * columns);
    for (int r = 0; r < n; r++) {
      System.arraycopy(block[r].base, index[r] * columns, data, r * columns, columns);
    }
    targets.base.point(data, 0, n, columns);
  }

  static int[] grown(int[] array, int length) {
    return array.length >= length
        ? array
        : Arrays.copyOf(array, Math.max(length, 2 * array.length));
  }

  static float[] grown(float[] array, int length) {
    return array.length >= length
        ? array
        : Arrays.copyOf(array, Math.max(length, 2 * array.length));
  }
}
