package io.ganglion.spark.graph;

import java.io.Serializable;

/** The part of a graph that a partition holds: nodes, and what they hear. */
public final class GraphPart implements Serializable {
  private static final long serialVersionUID = 1L;

  NodeRows nodes;
  Adjacency adjacency;

  /** For Kryo. */
  GraphPart() {}

  GraphPart(NodeRows nodes, Adjacency adjacency) {
    this.nodes = nodes;
    this.adjacency = adjacency;
  }
}
