package io.ganglion.data;

import java.util.Arrays;

/**
 * Takes out of blocks the nodes that the examples of a batch hear, hop by hop, each node once
 * however many of them hear it.
 *
 * <p>Rows stand by their distance from the nearest seed. Those at the last hop have no edges: what
 * they hear does not reach a seed any more.
 */
final class Neighbourhoods {
  private static final int ABSENT = -1;

  /** By row of the block in hand: its row in the batch. */
  private int[] place = new int[0];

  private Block[] blockAt = new Block[0];
  private int[] nodeAt = new int[0];

  private int rows;

  /**
   * Finds the nodes around the seeds of {@code n} examples, and sets all that does not need their
   * edges. Each stretch of examples of one block becomes a graph.
   *
   * @return the number of rows
   */
  int find(Structure.Graphs graphs, Block[] blockOf, int[] exampleOf, int n) {
    rows = 0;
    graphs.examples = n;
    graphs.graphs = 0;
    int each = blockOf[0].seed.length / blockOf[0].examples;
    graphs.seed = BatchFiller.grown(graphs.seed == null ? new int[0] : graphs.seed, n * each);
    int first = 0;
    while (first < n) {
      int end = first;
      while (end < n && blockOf[end] == blockOf[first]) {
        end++;
      }
      addGraph(graphs, blockOf[first], exampleOf, first, end, each);
      first = end;
    }
    return rows;
  }

  private void addGraph(
      Structure.Graphs graphs, Block block, int[] exampleOf, int first, int end, int each) {
    if (place.length < block.rows) {
      place = new int[block.rows];
      Arrays.fill(place, ABSENT);
    }
    int start = rows;
    for (int i = first; i < end; i++) {
      for (int j = 0; j < each; j++) {
        graphs.seed[i * each + j] = placed(block, block.seed[exampleOf[i] * each + j]);
      }
    }
    int level = start;
    for (int hop = 0; hop < block.hops; hop++) {
      int levelEnd = rows;
      for (int row = level; row < levelEnd; row++) {
        for (int k = block.edgeStart[nodeAt[row]]; k < block.edgeStart[nodeAt[row] + 1]; k++) {
          placed(block, block.source[k]);
        }
      }
      level = levelEnd;
    }
    addEdges(graphs, block, start, level);
    for (int row = start; row < rows; row++) {
      place[nodeAt[row]] = ABSENT;
    }
    graphs.nodeStart = BatchFiller.grown(graphs.nodeStart, graphs.graphs + 2);
    graphs.nodeStart[graphs.graphs + 1] = rows;
    graphs.graphs++;
  }

  private int placed(Block block, int node) {
    if (place[node] == ABSENT) {
      if (nodeAt.length == rows) {
        int length = Math.max(64, 2 * rows);
        nodeAt = Arrays.copyOf(nodeAt, length);
        blockAt = Arrays.copyOf(blockAt, length);
      }
      nodeAt[rows] = node;
      blockAt[rows] = block;
      place[node] = rows++;
    }
    return place[node];
  }

  /** The edges of a graph, while places are known. */
  private void addEdges(Structure.Graphs graphs, Block block, int start, int level) {
    graphs.edgeStart = BatchFiller.grown(graphs.edgeStart, rows + 1);
    graphs.edgeStart[0] = 0;
    for (int row = start; row < rows; row++) {
      int at = graphs.edgeStart[row];
      int from = block.edgeStart[nodeAt[row]];
      int edges = row < level ? block.edgeStart[nodeAt[row] + 1] - from : 0;
      graphs.edgeStart[row + 1] = at + edges;
      graphs.source = BatchFiller.grown(graphs.source, at + edges);
      for (int k = 0; k < edges; k++) {
        graphs.source[at + k] = place[block.source[from + k]];
      }
    }
  }

  /** Tells which row of which block each row is, and sets weights and degrees. */
  void fill(Structure.Graphs graphs, Block[] rowBlock, int[] rowIndex) {
    System.arraycopy(blockAt, 0, rowBlock, 0, rows);
    System.arraycopy(nodeAt, 0, rowIndex, 0, rows);
    GraphEdges.fillNumbers(graphs, rowBlock, rowIndex);
  }
}
