package io.ganglion.exchange.onnx;

/**
 * Which steps of a time-major value {@code [steps, sequences, features]} belong to a sequence and
 * which are padding behind its end, and what is made of the steps of each.
 */
final class OnnxSteps {
  private final Graph graph;
  private final String lengths;
  private final String valid;
  private final String last;

  /**
   * Adds the masks.
   *
   * @param lengths of the sequences, 64 bit
   * @param any value of a column, time-major
   */
  OnnxSteps(Graph graph, String lengths, String any) {
    this.graph = graph;
    this.lengths = lengths;
    String steps = graph.node("Shape", Attributes.NONE.integer("start", 0).integer("end", 1), any);
    String count = graph.node("Squeeze", steps, graph.integers(0));
    String range = graph.node("Range", graph.integer(0), count, graph.integer(1));
    String step = graph.node("Unsqueeze", range, graph.integers(1));
    String end = graph.node("Sub", lengths, graph.integer(1));
    this.valid = column(graph.node("LessOrEqual", step, end));
    this.last = column(graph.node("Equal", step, end));
  }

  private String column(String mask) {
    return graph.node("Unsqueeze", mask, graph.integers(2));
  }

  /** The lengths of the sequences as ONNX's recurrent layers want them. */
  String lengths32() {
    return graph.node("Cast", Attributes.NONE.integer("to", Tensors.INT32), lengths);
  }

  /** Each sequence from its end, by its own length. */
  String reversed(String x) {
    Attributes axes = Attributes.NONE.integer("time_axis", 0).integer("batch_axis", 1);
    return graph.node("ReverseSequence", axes, x, lengths);
  }

  /** The last step of each sequence, {@code [sequences, features]}. */
  String last(String x) {
    return sum(graph.node("Where", last, x, graph.scalar(0.0)));
  }

  /** The mean of the steps of each sequence. */
  String mean(String x) {
    String count = graph.node("Cast", Attributes.NONE.integer("to", Tensors.FLOAT), lengths);
    String sum = sum(graph.node("Where", valid, x, graph.scalar(0.0)));
    return graph.node("Div", sum, graph.node("Unsqueeze", count, graph.integers(1)));
  }

  /** The largest of the steps of each sequence. */
  String max(String x) {
    return reduced("ReduceMax", graph.node("Where", valid, x, graph.scalar(-Float.MAX_VALUE)));
  }

  /** The sum of the steps of each sequence, weighted by the softmax of their scores. */
  String weighted(String x, String scores) {
    String known = graph.node("Where", valid, scores, graph.scalar(-Float.MAX_VALUE));
    String shares = graph.node("Softmax", Attributes.NONE.integer("axis", 0), known);
    String products = graph.node("Mul", x, shares);
    return sum(graph.node("Where", valid, products, graph.scalar(0.0)));
  }

  private String sum(String x) {
    return reduced("ReduceSum", x);
  }

  private String reduced(String op, String x) {
    return graph.node(op, Attributes.NONE.integer("keepdims", 0), x, graph.integers(0));
  }
}
