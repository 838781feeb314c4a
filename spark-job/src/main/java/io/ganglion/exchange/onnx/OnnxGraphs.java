package io.ganglion.exchange.onnx;

import io.ganglion.data.Columns;
import io.ganglion.data.Graphs;
import io.ganglion.data.Schema;
import java.util.List;

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
  static OnnxGraphs of(Graph graph, Schema schema, String any) {
    Graphs graphs = schema.graphs();
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
    String features = features(graph, schema.ofEdges());
    OnnxEdges edges = new OnnxEdges(graph, any, source, target, weight, features);
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

  /** What {@link io.ganglion.data.EdgeEncoder} makes of the columns of edges; null without any. */
  private static String features(Graph graph, Schema edges) {
    if (edges.features().isEmpty()) {
      return null;
    }
    OnnxColumns columns = OnnxInputs.ofEdges(graph, edges).columns();
    List<Columns.Moments> moments = edges.columns().statistics();
    float[] mean = new float[moments.size()];
    float[] variance = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) moments.get(i).mean();
      variance[i] = (float) moments.get(i).variance();
    }
    return columns.numeric() == null
        ? columns.wide(graph)
        : columns
            .withNumeric(OnnxAffine.standardized(graph, "edge", columns.numeric(), mean, variance))
            .wide(graph);
  }
}
