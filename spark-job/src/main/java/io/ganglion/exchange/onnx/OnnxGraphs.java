package io.ganglion.exchange.onnx;

import io.ganglion.data.Graphs;

/**
 * The inputs of models over graphs beside the columns of nodes: the edges, and which nodes make an
 * example.
 *
 * @param edges who hears whom
 * @param owner of many graphs that of each node; else null
 * @param seeds of one graph the nodes, or pairs of nodes, that are asked for; else null
 * @param pairs whether those are pairs
 */
record OnnxGraphs(OnnxEdges edges, String owner, String seeds, boolean pairs) {
  /** Adds the inputs. */
  static OnnxGraphs of(Graph graph, Graphs graphs, String any) {
    String source =
        graph.input(
            "edge_source",
            Tensors.INT64,
            "the row of the node that is heard; an edge without a direction stands twice",
            "edges");
    String target =
        graph.input("edge_target", Tensors.INT64, "the row of the node that hears", "edges");
    String weight;
    if (graphs.form().weight() == null) {
      String shape = graph.node("Shape", graph.node("Unsqueeze", source, graph.integers(1)));
      weight = graph.node("Expand", graph.scalar(1.0), shape);
    } else {
      weight = graph.input("edge_weight", Tensors.FLOAT, "weights of edges", "edges", 1);
    }
    OnnxEdges edges = new OnnxEdges(graph, any, source, target, weight);
    if (graphs.form().many()) {
      String owner =
          graph.input("graph", Tensors.INT64, "the graph of each node, counted from 0", "rows");
      return new OnnxGraphs(edges, owner, null, false);
    }
    String seeds =
        graphs.pairs()
            ? graph.input("pairs", Tensors.INT64, "the rows of two nodes each", "examples", 2)
            : graph.input("nodes", Tensors.INT64, "the rows of nodes to predict for", "examples");
    return new OnnxGraphs(edges, null, seeds, graphs.pairs());
  }
}
