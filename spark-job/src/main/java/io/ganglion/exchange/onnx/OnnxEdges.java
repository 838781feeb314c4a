package io.ganglion.exchange.onnx;

/**
 * Who hears whom among nodes {@code [nodes, …]}, as edges from a source, which is heard, to a
 * target, which hears; and what becomes of values of rows that belong together.
 */
final class OnnxEdges {
  private final Graph graph;
  private final String nodes;
  private final String source;
  private final String target;
  private final String weight;
  private final String features;

  /**
   * Edges.
   *
   * @param any value with a row for each node
   * @param source the place of a node for each edge, 64 bit
   * @param weight {@code [edges, 1]}
   * @param features {@code [edges, …]}; null without any
   */
  OnnxEdges(Graph graph, String any, String source, String target, String weight, String features) {
    this.graph = graph;
    this.nodes = count(any);
    this.source = source;
    this.target = target;
    this.weight = weight;
    this.features = features;
  }

  /** The number of rows of a value, as a vector of one. */
  private String count(String value) {
    return graph.node("Shape", Attributes.NONE.integer("start", 0).integer("end", 1), value);
  }

  String weight() {
    return weight;
  }

  /** What layers read of each edge. */
  String features() {
    return features;
  }

  /** The rows that are heard, one for each edge. */
  String heard(String x) {
    return rows(x, source);
  }

  /** The rows that hear, one for each edge. */
  String hearing(String x) {
    return rows(x, target);
  }

  /** Whether the source of an edge is its target, {@code [edges, 1]}. */
  String toItself() {
    return graph.node("Unsqueeze", graph.node("Equal", source, target), graph.integers(1));
  }

  /** Rows by their places. */
  String rows(String x, String places) {
    return graph.node("Gather", Attributes.NONE.integer("axis", 0), x, places);
  }

  /** The sum over the edges of each node. */
  String sum(String values) {
    return scattered("add", 0.0, values, target, nodes);
  }

  /** The largest over the edges of each node; the least float where there are none. */
  String max(String values) {
    return scattered("max", -Float.MAX_VALUE, values, target, nodes);
  }

  /** Those of a node that hears somebody, and 0 of any other. */
  String zeroWithoutEdges(String x) {
    return where(sum(ones(weight)), x);
  }

  /** {@code x} where the count is above 0, and 0 elsewhere. */
  private String where(String count, String x) {
    String some = graph.node("Greater", count, graph.scalar(0.0));
    return graph.node("Where", some, x, graph.scalar(0.0));
  }

  private String ones(String like) {
    return filled(1.0, graph.node("Shape", like));
  }

  private String filled(double value, String shape) {
    return graph.node("Expand", graph.scalar(value), shape);
  }

  /** Values of rows, those with the same place put together. */
  private String scattered(
      String reduction, double start, String values, String places, String rows) {
    String width = graph.node("Shape", Attributes.NONE.integer("start", 1), values);
    String shape = graph.node("Concat", Attributes.NONE.integer("axis", 0), rows, width);
    String index = graph.node("Unsqueeze", places, graph.integers(1));
    return graph.node(
        "ScatterND",
        Attributes.NONE.text("reduction", reduction),
        filled(start, shape),
        index,
        values);
  }

  /**
   * One row for each graph of those of its nodes.
   *
   * @param owner the place of the graph of each node, 64 bit
   */
  String pooled(String aggregate, String x, String owner) {
    String last = graph.node("ReduceMax", Attributes.NONE.integer("keepdims", 0), owner);
    String graphs =
        graph.node("Unsqueeze", graph.node("Add", last, graph.integer(1)), graph.integers(0));
    if (aggregate.equals("sum")) {
      return scattered("add", 0.0, x, owner, graphs);
    }
    String column = graph.node("Unsqueeze", owner, graph.integers(1));
    String counts = scattered("add", 0.0, ones(column), owner, graphs);
    if (aggregate.equals("max")) {
      return where(counts, scattered("max", -Float.MAX_VALUE, x, owner, graphs));
    }
    String sums = scattered("add", 0.0, x, owner, graphs);
    return graph.node("Div", sums, graph.node("Max", counts, graph.scalar(1.0)));
  }
}
