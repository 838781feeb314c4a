package io.ganglion.data;

import java.io.Serializable;

/**
 * That the examples of a schema are graphs, or lie in one.
 *
 * @param form in which tables hold them
 * @param pairs whether an example is a pair of nodes, for which an edge is predicted
 */
public record Graphs(GraphForm form, boolean pairs) implements Serializable {
  /** What an example is called, in the plural. */
  public String unit() {
    return form.many() ? "graphs" : pairs ? "pairs" : "nodes";
  }

  /** How many nodes an example names whose outputs are its own; 0 where all nodes of a graph do. */
  public int seeds() {
    return form.many() ? 0 : pairs ? 2 : 1;
  }
}
