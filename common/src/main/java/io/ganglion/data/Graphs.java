package io.ganglion.data;

import java.io.Serializable;
import java.util.List;

/**
 * That the examples of a schema are graphs, or lie in one.
 *
 * @param form in which tables hold them
 * @param pairs whether an example is a pair of nodes, for which an edge is predicted
 * @param edgeFeatures the columns of edges that layers read, in this order; none are vectors
 */
public record Graphs(GraphForm form, boolean pairs, List<FeatureColumn> edgeFeatures)
    implements Serializable {
  public Graphs {
    edgeFeatures = List.copyOf(edgeFeatures);
    if (edgeFeatures.stream().anyMatch(VectorColumn.class::isInstance)) {
      throw new IllegalArgumentException("edgeFeatures: expected no column of vectors");
    }
  }

  /** Graphs whose edges have no features. */
  public Graphs(GraphForm form, boolean pairs) {
    this(form, pairs, List.of());
  }

  /** The same graphs whose edges have features. */
  public Graphs withEdgeFeatures(List<FeatureColumn> edgeFeatures) {
    return new Graphs(form, pairs, edgeFeatures);
  }

  /**
   * The columns of edges, as of a table of their own.
   *
   * @param missing texts that stand for no value
   */
  public Schema ofEdges(List<String> missing) {
    return new Schema(edgeFeatures, null, null, missing, null, null);
  }

  /** What an example is called, in the plural. */
  public String unit() {
    return form.many() ? "graphs" : pairs ? "pairs" : "nodes";
  }

  /** How many nodes an example names whose outputs are its own; 0 where all nodes of a graph do. */
  public int seeds() {
    return form.many() ? 0 : pairs ? 2 : 1;
  }
}
