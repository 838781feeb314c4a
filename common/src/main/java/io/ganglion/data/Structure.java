package io.ganglion.data;

import io.ganglion.tensor.Matrix;
import java.util.Arrays;

/** How the rows of a batch belong to its examples. Refilled in place with each batch. */
public sealed interface Structure {
  /** The number of examples. */
  int examples();

  /** The number of rows. */
  int rows();

  /** Every row is an example. */
  final class Independent implements Structure {
    public int rows;

    @Override
    public int examples() {
      return rows;
    }

    @Override
    public int rows() {
      return rows;
    }
  }

  /**
   * Sequences packed time-major, the longest first and without padding: step t of example b is row
   * {@code start[t] + b}, and exists while {@code b < active[t]}. So a step of all examples is a
   * contiguous block of rows, and no row needs a mask.
   */
  final class Packed implements Structure {
    public int examples;
    public int steps;
    public int[] active = new int[0];
    public int[] start = new int[1];

    /** Whether the first step follows the last one of the batch before; see {@link Pieces}. */
    public boolean continues;

    @Override
    public int examples() {
      return examples;
    }

    @Override
    public int rows() {
      return start[steps];
    }
  }

  /**
   * Graphs side by side: graph g owns the rows from {@code nodeStart[g]} up to {@code nodeStart[g +
   * 1]}, and row r hears the rows {@code source[k]} for k from {@code edgeStart[r]} up to {@code
   * edgeStart[r + 1]}. Each graph is an example, or the outputs of some rows make the examples.
   */
  final class Graphs implements Structure {
    public int examples;

    /** The number of graphs, which is that of the examples where there are no seeds. */
    public int graphs;

    public int[] nodeStart = new int[1];
    public int[] edgeStart = new int[1];
    public int[] source = new int[0];

    /**
     * The rows whose outputs make the examples, as many for each; null where each graph is an
     * example.
     */
    public int[] seed;

    /** The weight of each edge, in the order of {@link #source}; null where each weighs 1. */
    public float[] edgeWeight;

    /** Numbers of each edge {@code [edges, columns]}; without columns where edges have none. */
    public final Matrix edgeNumeric = new Matrix();

    /**
     * The sum of the weights of all edges that a row hears in the whole graph, of which the batch
     * may hold a part, and 1 for itself; null where the batch holds them all.
     */
    public float[] degree;

    private float[] ownWeights = new float[0];
    private float[] ownDegree = new float[0];

    /**
     * Makes {@link #edgeWeight} an array of the batch, which may be rewritten, and {@link #degree}
     * what the weights sum to before.
     */
    public void ownWeights() {
      int rows = rows();
      if (degree == null) {
        ownDegree = BatchFiller.grown(ownDegree, rows);
        for (int r = 0; r < rows; r++) {
          ownDegree[r] = (float) (heardWeight(r) + 1.0);
        }
        degree = ownDegree;
      }
      if (edgeWeight == null) {
        ownWeights = BatchFiller.grown(ownWeights, edgeStart[rows]);
        Arrays.fill(ownWeights, 0, edgeStart[rows], 1f);
        edgeWeight = ownWeights;
      }
    }

    @Override
    public int examples() {
      return examples;
    }

    @Override
    public int rows() {
      return nodeStart[graphs];
    }

    /** The weight of edge k. */
    public float weight(int k) {
      return edgeWeight == null ? 1f : edgeWeight[k];
    }

    /** The sum of the weights of the edges at hand along which row r hears. */
    public double heardWeight(int r) {
      double sum = 0.0;
      for (int k = edgeStart[r]; k < edgeStart[r + 1]; k++) {
        sum += weight(k);
      }
      return sum;
    }

    /** The number of edges. */
    public int edges() {
      return edgeStart[rows()];
    }

    /** The number of edges, and one more for each row, which hears itself. */
    public int heard() {
      return edges() + rows();
    }
  }
}
