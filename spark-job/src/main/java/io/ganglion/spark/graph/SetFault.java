package io.ganglion.spark.graph;

/** What a task finds wrong with a graph, in keys, for which the driver finds the ids. */
final class SetFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  enum Kind {
    NO_NODES,
    DOUBLED_NODE,
    MISSING_NODE
  }

  private final Kind kind;
  private final long graph;
  private final long node;

  /**
   * A fault.
   *
   * @param graph the key of the graph
   * @param node the key of the node; 0 where it is of none
   */
  SetFault(Kind kind, long graph, long node) {
    super(kind + " " + graph + " " + node);
    this.kind = kind;
    this.graph = graph;
    this.node = node;
  }

  Kind kind() {
    return kind;
  }

  long graph() {
    return graph;
  }

  long node() {
    return node;
  }
}
