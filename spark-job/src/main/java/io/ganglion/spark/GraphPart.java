package io.ganglion.spark;

/** The part of a graph that a partition holds: nodes, and what they hear. */
final class GraphPart {
  NodeRows nodes;
  Adjacency adjacency;

  /** For Kryo. */
  GraphPart() {}

  GraphPart(NodeRows nodes, Adjacency adjacency) {
    this.nodes = nodes;
    this.adjacency = adjacency;
  }
}
