package io.ganglion.spark.graph;

import java.io.Serializable;

/**
 * What a graph turned out to be.
 *
 * @param nodes the number of nodes
 * @param edges the number of edges, those of undirected graphs counted in both directions
 * @param silent the number of nodes that hear no other
 * @param mostHeard the most edges along which a node hears
 * @param capped the number of nodes that hear a sample of their edges only
 */
public record GraphFacts(long nodes, long edges, long silent, long mostHeard, long capped)
    implements Serializable {
  /** Along how many edges a node hears in the mean. */
  double meanHeard() {
    return (double) edges / nodes;
  }

  /** The facts of both parts of a graph. */
  GraphFacts plus(GraphFacts other) {
    return new GraphFacts(
        nodes + other.nodes,
        edges + other.edges,
        silent + other.silent,
        Math.max(mostHeard, other.mostHeard),
        capped + other.capped);
  }

  static GraphFacts of(GraphPart part, int mostNeighbours) {
    Adjacency adjacency = part.adjacency;
    long edges = 0;
    long most = 0;
    long capped = 0;
    for (int heard : adjacency.heard) {
      edges += heard;
      most = Math.max(most, heard);
      capped += heard > mostNeighbours ? 1 : 0;
    }
    long silent = (long) part.nodes.rows - adjacency.targets.length;
    return new GraphFacts(part.nodes.rows, edges, silent, most, capped);
  }
}
