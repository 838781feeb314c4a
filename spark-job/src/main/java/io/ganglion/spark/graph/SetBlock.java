package io.ganglion.spark.graph;

import io.ganglion.data.Block;
import io.ganglion.spark.shard.LongOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins the graphs, nodes and edges of a unit, which came from many partitions. */
final class SetBlock {
  private static final int ABSENT = -1;

  private final ExamplePiece examples;

  /** Places of the examples by the keys of their graphs. */
  private final int[] byKey;

  /** Nodes by graph, and by key in it. */
  private final NodeRows nodes;

  private final int[] rowStart;
  private final int[] edgeStart;
  private final int[] source;

  /** Null where each edge weighs 1. */
  private final float[] weight;

  private final int columns;

  /** Null where edges have no numbers. */
  private final float[] features;

  /**
   * Joins pieces.
   *
   * @param none nodes without rows
   * @param columns numbers of an edge
   * @param targets numbers a graph; 0 for a class
   * @throws SetFault if a graph has no nodes, or the same node twice, or an edge of one that it has
   *     not
   */
  SetBlock(List<SetPiece> pieces, NodeRows none, int columns, int targets) {
    this.columns = columns;
    this.examples =
        ExamplePiece.sorted(
            pieces.stream().map(piece -> piece.examples).filter(e -> e != null).toList(),
            1,
            targets);
    long[] keys = examples.seeds;
    this.byKey = LongOrder.of(keys);
    this.rowStart = new int[examples.count + 1];
    this.nodes = nodes(pieces.stream().filter(piece -> piece.nodes != null).toList(), none);
    this.edgeStart = new int[nodes.rows + 1];
    List<SetPiece> edges = pieces.stream().filter(piece -> piece.edges != null).toList();
    boolean weighted = edges.stream().anyMatch(piece -> piece.edges.weight != null);
    int all = edges.stream().mapToInt(piece -> piece.edges.count).sum();
    SetEdges found = new SetEdges(all, columns);
    for (SetPiece piece : edges) {
      add(piece, found);
    }
    int kept = found.distinct(!weighted && columns == 0);
    this.source = new int[kept];
    this.weight = weighted ? new float[kept] : null;
    this.features = columns == 0 ? null : found.features(kept);
    fill(found, kept);
  }

  private NodeRows nodes(List<SetPiece> pieces, NodeRows none) {
    List<SetPiece> pieceOf = new ArrayList<>();
    int count = pieces.stream().mapToInt(piece -> piece.nodes.rows).sum();
    int[] place = new int[count];
    int[] graph = new int[count];
    int n = 0;
    for (SetPiece piece : pieces) {
      for (int r = 0; r < piece.nodes.rows; r++) {
        pieceOf.add(piece);
        place[n] = r;
        graph[n] = place(piece.graphs[r]);
        rowStart[graph[n++] + 1]++;
      }
    }
    for (int e = 0; e < examples.count; e++) {
      if (rowStart[e + 1] == 0) {
        throw new SetFault(SetFault.Kind.NO_NODES, examples.seeds[e], 0);
      }
      rowStart[e + 1] += rowStart[e];
    }
    NodeRows sorted = none.like(count);
    int[] order =
        LongOrder.of(
            count,
            (a, b) -> {
              int compared = Integer.compare(graph[a], graph[b]);
              return compared != 0
                  ? compared
                  : Long.compare(
                      pieceOf.get(a).nodes.keys[place[a]], pieceOf.get(b).nodes.keys[place[b]]);
            });
    int last = ABSENT;
    for (int i : order) {
      int row = sorted.rows;
      sorted.add(pieceOf.get(i).nodes, place[i]);
      if (last == graph[i] && sorted.keys[row] == sorted.keys[row - 1]) {
        throw new SetFault(SetFault.Kind.DOUBLED_NODE, examples.seeds[last], sorted.keys[row]);
      }
      last = graph[i];
    }
    return sorted.trimmed();
  }

  /** The place of a graph among the examples. */
  private int place(long key) {
    int low = 0;
    int high = byKey.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (examples.seeds[byKey[middle]] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return byKey[low];
  }

  private void add(SetPiece piece, SetEdges to) {
    EdgeList from = piece.edges;
    for (int i = 0; i < from.count; i++) {
      int graph = place(piece.graphs[i]);
      to.add(
          row(graph, from.target[i]),
          row(graph, from.source[i]),
          from.weight == null ? 1f : from.weight[i],
          from.features,
          i * columns);
    }
  }

  private int row(int graph, long key) {
    int row = Arrays.binarySearch(nodes.keys, rowStart[graph], rowStart[graph + 1], key);
    if (row < 0) {
      throw new SetFault(SetFault.Kind.MISSING_NODE, examples.seeds[graph], key);
    }
    return row;
  }

  private void fill(SetEdges edges, int kept) {
    int graph = 0;
    for (int k = 0; k < kept; k++) {
      int target = edges.target(k);
      while (rowStart[graph + 1] <= target) {
        graph++;
      }
      edgeStart[target + 1]++;
      source[k] = edges.source(k) - rowStart[graph];
      if (weight != null) {
        weight[k] = edges.weight(k);
      }
    }
    for (int row = 0; row < nodes.rows; row++) {
      edgeStart[row + 1] += edgeStart[row];
    }
  }

  /** The key of the graph that is an example. */
  long graph(int example) {
    return examples.seeds[example];
  }

  /** The key of the graph that has the node of a row. */
  long graphOf(int row) {
    int found = Arrays.binarySearch(rowStart, row);
    // A row that begins no graph is found where the next one would be put.
    return examples.seeds[found >= 0 ? found : -found - 2];
  }

  /** The key of the node of a row. */
  long nodeKey(int row) {
    return nodes.keys[row];
  }

  /** The graphs side by side. */
  Block block() {
    Block.Builder block =
        Block.builder(examples.count)
            .rowStart(rowStart)
            .edges(edgeStart, source)
            .edgeWeight(weight)
            .edgeNumeric(features, columns);
    nodes.addTo(block);
    examples.addTo(block);
    return block.build();
  }
}
