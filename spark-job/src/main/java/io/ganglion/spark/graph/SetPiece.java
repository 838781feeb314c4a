package io.ganglion.spark.graph;

import java.io.Serializable;
import java.util.Arrays;

/** Some graphs, nodes or edges of a unit, in any order. */
public final class SetPiece implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The graphs, whose seeds are their keys; null where there are none. */
  ExamplePiece examples;

  /** Null where there are none. */
  NodeRows nodes;

  /** Null where there are none. */
  EdgeList edges;

  /** The key of the graph of each node, or of each edge. */
  long[] graphs = new long[0];

  /** For Kryo. */
  SetPiece() {}

  static SetPiece of(ExamplePiece examples) {
    SetPiece piece = new SetPiece();
    piece.examples = examples;
    return piece;
  }

  static SetPiece of(NodeRows nodes) {
    SetPiece piece = new SetPiece();
    piece.nodes = nodes;
    return piece;
  }

  static SetPiece of(EdgeList edges) {
    SetPiece piece = new SetPiece();
    piece.edges = edges;
    return piece;
  }

  /** Says of which graph a node or edge is. */
  void graph(int place, long key) {
    if (place >= graphs.length) {
      graphs = Arrays.copyOf(graphs, Math.max(16, 2 * place));
    }
    graphs[place] = key;
  }

  /** The same without spare room. */
  SetPiece trimmed() {
    if (nodes != null) {
      nodes.trimmed();
      graphs = Arrays.copyOf(graphs, nodes.rows);
    }
    if (edges != null) {
      edges.trimmed();
      graphs = Arrays.copyOf(graphs, edges.count);
    }
    return this;
  }
}
