package io.ganglion.testing;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.data.Targets;
import io.ganglion.loss.Loss;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Seeds;
import java.util.List;

/** Random batches of every structure, for tests of layers and losses. */
public final class Batches {
  private static final int EXAMPLES = 7;
  private static final int[] LENGTHS = {4, 3, 3, 1};
  private static final int[] NODES = {4, 1, 2};

  /** Who hears whom in the graphs of {@link #NODES}; 3 and 4 hear nobody, 1 and 6 themselves. */
  private static final int[][] HEARD = {{1, 2, 3}, {0, 1}, {3}, {}, {}, {6}, {6, 5, 5}};

  private Batches() {}

  /** The number of features of each edge of a graph. */
  public static final int EDGE_FEATURES = 2;

  /** Dense numeric columns of the given kind of rows. */
  public static Columns columns(Columns.Kind kind, int numeric) {
    boolean rows = kind == Columns.Kind.EXAMPLE || kind == Columns.Kind.STEP;
    return new Columns(kind, numeric, 0, List.of(), List.of())
        .withEdgeFeatures(rows ? 0 : EDGE_FEATURES);
  }

  /**
   * A batch with normal numbers, random ids, and sparse rows of which some are empty: seven
   * examples, or sequences of unequal lengths, or graphs with weighted edges and nodes that hear
   * nobody.
   */
  public static Batch of(Columns columns, long seed) {
    Batch batch = new Batch(columns);
    if (batch.structure instanceof Structure.Independent independent) {
      independent.rows = EXAMPLES;
    } else if (batch.structure instanceof Structure.Packed packed) {
      pack(packed, LENGTHS);
    } else if (batch.structure instanceof Structure.Graphs graphs) {
      join(graphs);
      float[] ofEdges =
          Vectors.normal(graphs.edges() * columns.edgeFeatures(), Seeds.derive(seed, 8));
      graphs.edgeNumeric.point(ofEdges, 0, graphs.edges(), columns.edgeFeatures());
      seed(graphs, columns.kind());
    }
    int rows = batch.rows();
    float[] numeric = Vectors.normal(rows * columns.numeric(), Seeds.derive(seed, 1));
    batch.numeric.point(numeric, 0, rows, columns.numeric());
    fillSparse(batch.sparse, rows, Seeds.derive(seed, 2));
    fillIds(batch, columns, Seeds.derive(seed, 3));
    return batch;
  }

  /** Packs sequences of the given lengths, the longest first. */
  public static void pack(Structure.Packed packed, int... lengths) {
    packed.examples = lengths.length;
    packed.steps = lengths[0];
    packed.active = new int[packed.steps];
    packed.start = new int[packed.steps + 1];
    for (int t = 0; t < packed.steps; t++) {
      for (int length : lengths) {
        packed.active[t] += length > t ? 1 : 0;
      }
      packed.start[t + 1] = packed.start[t] + packed.active[t];
    }
  }

  private static void join(Structure.Graphs graphs) {
    graphs.examples = NODES.length;
    graphs.graphs = NODES.length;
    graphs.nodeStart = new int[NODES.length + 1];
    for (int b = 0; b < NODES.length; b++) {
      graphs.nodeStart[b + 1] = graphs.nodeStart[b] + NODES[b];
    }
    graphs.edgeStart = new int[HEARD.length + 1];
    for (int r = 0; r < HEARD.length; r++) {
      graphs.edgeStart[r + 1] = graphs.edgeStart[r] + HEARD[r].length;
    }
    graphs.source = new int[graphs.edgeStart[HEARD.length]];
    for (int r = 0; r < HEARD.length; r++) {
      System.arraycopy(HEARD[r], 0, graphs.source, graphs.edgeStart[r], HEARD[r].length);
    }
    graphs.edgeWeight = new float[graphs.source.length];
    for (int k = 0; k < graphs.source.length; k++) {
      graphs.edgeWeight[k] = 0.5f + 0.25f * k;
    }
  }

  /** Examples are some of the nodes, one of them twice, or pairs of them. */
  private static void seed(Structure.Graphs graphs, Columns.Kind kind) {
    int each = kind == Columns.Kind.PAIR ? 2 : 1;
    if (kind == Columns.Kind.NODE) {
      return;
    }
    graphs.examples = EXAMPLES;
    graphs.seed = new int[EXAMPLES * each];
    for (int i = 0; i < graphs.seed.length; i++) {
      graphs.seed[i] = (3 * i + i / 4) % HEARD.length;
    }
  }

  /** Row r holds r mod 4 values, so that every fourth row is empty. */
  private static void fillSparse(Csr sparse, int rows, long seed) {
    sparse.rows = rows;
    sparse.start = new int[rows + 1];
    if (sparse.columns == 0) {
      return;
    }
    for (int r = 0; r < rows; r++) {
      sparse.start[r + 1] = sparse.start[r] + Math.min(r % 4, sparse.columns);
    }
    sparse.index = new int[sparse.stored()];
    sparse.value = Vectors.normal(sparse.stored(), seed);
    for (int r = 0; r < rows; r++) {
      int first = Seeds.below(sparse.columns, Seeds.bits(seed, -1L - r));
      for (int k = sparse.start[r]; k < sparse.start[r + 1]; k++) {
        sparse.index[k] = (first + k - sparse.start[r]) % sparse.columns;
      }
    }
  }

  private static void fillIds(Batch batch, Columns columns, long seed) {
    batch.ids = new int[batch.rows() * batch.idColumns];
    for (int i = 0; i < batch.ids.length; i++) {
      int ids = columns.categories().get(i % batch.idColumns);
      batch.ids[i] = Seeds.below(ids, Seeds.bits(seed, i));
    }
  }

  /** The number of rows of a value of the given shape. */
  public static int rows(Batch batch, Shape shape) {
    return shape instanceof Shape.Vector ? batch.examples() : batch.rows();
  }

  /** Fills targets of the given kind, with weights of 0.5, 1, 1.5, 0 in turn if asked to. */
  public static Targets targets(
      Targets targets, Loss.Target kind, int rows, int outputs, boolean weighted, long seed) {
    targets.rows = rows;
    targets.classes = null;
    if (kind == Loss.Target.CLASS) {
      targets.classes = new int[rows];
      for (int r = 0; r < rows; r++) {
        targets.classes[r] = Seeds.below(outputs, Seeds.bits(seed, r));
      }
    } else {
      float[] values = Vectors.normal(rows * outputs, seed);
      for (int i = 0; kind == Loss.Target.BINARY && i < values.length; i++) {
        values[i] = values[i] > 0f ? 1f : 0f;
      }
      targets.values.point(values, 0, rows, outputs);
    }
    targets.weights = weighted ? new float[rows] : null;
    for (int r = 0; weighted && r < rows; r++) {
      targets.weights[r] = (r + 1) % 4 * 0.5f;
    }
    return targets;
  }
}
