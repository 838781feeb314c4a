package io.ganglion.data;

import java.util.Arrays;

/**
 * Copies the edges of graphs out of blocks into a batch whose rows are in their place:
 * block-diagonal, so that no edge leads from one graph to another.
 */
final class GraphEdges {
  private GraphEdges() {}

  /**
   * Fills all but {@link Structure.Graphs#nodeStart}, which is there.
   *
   * @param rowBlock the block that each row of the batch comes from
   * @param rowIndex its row in that block
   */
  static void fill(Structure.Graphs graphs, Block[] rowBlock, int[] rowIndex) {
    fillSources(graphs, rowBlock, rowIndex);
    fillNumbers(graphs, rowBlock, rowIndex);
  }

  /** Fills weights, the numbers of edges, and degrees, where blocks have them. */
  static void fillNumbers(Structure.Graphs graphs, Block[] rowBlock, int[] rowIndex) {
    boolean weighted = false;
    boolean degrees = false;
    for (int row = 0; row < graphs.rows(); row++) {
      weighted |= rowBlock[row].edgeWeight != null;
      degrees |= rowBlock[row].degree != null || rowBlock[row].seed != null;
    }
    graphs.edgeWeight = weighted ? weights(graphs, rowBlock, rowIndex) : null;
    fillFeatures(graphs, rowBlock, rowIndex);
    graphs.degree = degrees ? degrees(graphs, rowBlock, rowIndex) : null;
  }

  private static void fillSources(Structure.Graphs graphs, Block[] rowBlock, int[] rowIndex) {
    graphs.edgeStart = BatchFiller.grown(graphs.edgeStart, graphs.rows() + 1);
    graphs.edgeStart[0] = 0;
    for (int b = 0; b < graphs.graphs; b++) {
      int first = graphs.nodeStart[b];
      for (int row = first; row < graphs.nodeStart[b + 1]; row++) {
        Block block = rowBlock[row];
        int node = rowIndex[row];
        int at = graphs.edgeStart[row];
        int edges = block.edgeStart == null ? 0 : block.edgeStart[node + 1] - block.edgeStart[node];
        graphs.edgeStart[row + 1] = at + edges;
        graphs.source = BatchFiller.grown(graphs.source, at + edges);
        for (int k = 0; k < edges; k++) {
          graphs.source[at + k] = first + block.source[block.edgeStart[node] + k];
        }
      }
    }
  }

  /** Edges of a block without weights weigh 1. */
  private static float[] weights(Structure.Graphs graphs, Block[] rowBlock, int[] rowIndex) {
    float[] weights = grown(graphs.edgeWeight, graphs.edgeStart[graphs.rows()]);
    for (int row = 0; row < graphs.rows(); row++) {
      Block block = rowBlock[row];
      int at = graphs.edgeStart[row];
      int end = graphs.edgeStart[row + 1];
      if (at == end) {
        continue;
      }
      if (block.edgeWeight == null) {
        Arrays.fill(weights, at, end, 1f);
      } else {
        int from = block.edgeStart[rowIndex[row]];
        System.arraycopy(block.edgeWeight, from, weights, at, end - at);
      }
    }
    return weights;
  }

  private static void fillFeatures(Structure.Graphs graphs, Block[] rowBlock, int[] rowIndex) {
    int columns = graphs.rows() == 0 ? 0 : rowBlock[0].edgeColumns;
    float[] data = BatchFiller.grown(graphs.edgeNumeric.data, graphs.edges() * columns);
    for (int row = 0; row < graphs.rows() && columns > 0; row++) {
      int at = graphs.edgeStart[row];
      int edges = graphs.edgeStart[row + 1] - at;
      if (edges > 0) {
        Block block = rowBlock[row];
        int from = block.edgeStart[rowIndex[row]];
        System.arraycopy(block.edgeNumeric, from * columns, data, at * columns, edges * columns);
      }
    }
    graphs.edgeNumeric.point(data, 0, graphs.edges(), columns);
  }

  private static float[] degrees(Structure.Graphs graphs, Block[] rowBlock, int[] rowIndex) {
    float[] degrees = grown(graphs.degree, graphs.rows());
    for (int row = 0; row < graphs.rows(); row++) {
      float[] given = rowBlock[row].degree;
      degrees[row] = given == null ? degree(rowBlock[row], rowIndex[row]) : given[rowIndex[row]];
    }
    return degrees;
  }

  /** A block without degrees holds all that its rows hear, of which a batch may take a part. */
  private static float degree(Block block, int row) {
    double sum = 1.0;
    if (block.edgeStart != null) {
      for (int k = block.edgeStart[row]; k < block.edgeStart[row + 1]; k++) {
        sum += block.edgeWeight == null ? 1f : block.edgeWeight[k];
      }
    }
    return (float) sum;
  }

  private static float[] grown(float[] array, int length) {
    return BatchFiller.grown(array == null ? new float[0] : array, length);
  }
}
