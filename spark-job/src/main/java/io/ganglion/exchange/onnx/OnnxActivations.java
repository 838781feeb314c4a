package io.ganglion.exchange.onnx;

import io.ganglion.layer.Activation;
import io.ganglion.layer.Elu;
import io.ganglion.layer.Gelu;
import io.ganglion.layer.LeakyRelu;

/** Activation functions as nodes. */
final class OnnxActivations {
  private static final double CUBE = 0.044715;

  private final Graph graph;

  OnnxActivations(Graph graph) {
    this.graph = graph;
  }

  /**
   * Adds {@code f(z)}.
   *
   * @throws UnsupportedOperationException for a function without a form in ONNX
   */
  String apply(Activation f, String z) {
    return switch (f.kind()) {
      case "linear" -> z;
      case "step" -> step(z);
      case "sigmoid" -> sigmoid(graph, z);
      case "tanh" -> graph.node("Tanh", z);
      case "relu" -> graph.node("Relu", z);
      case "leaky_relu" ->
          graph.node(
              "LeakyRelu", Attributes.NONE.number("alpha", ((LeakyRelu) f).negativeSlope()), z);
      case "elu" -> graph.node("Elu", Attributes.NONE.number("alpha", ((Elu) f).alpha()), z);
      case "gelu" -> ((Gelu) f).approximate() ? tanhGelu(z) : gelu(z);
      case "softplus" -> graph.node("Softplus", z);
      case "silu" -> graph.node("Mul", z, sigmoid(graph, z));
      case "softmax" -> graph.node("Softmax", Attributes.NONE.integer("axis", -1), z);
      default -> throw new UnsupportedOperationException("the activation " + f.kind());
    };
  }

  /**
   * {@code 1 / (1 + e⁻ᶻ)} spelled out: ONNX Runtime's own is a fraction of polynomials, right to
   * 6e-8 but not to a share of small values, which scaled targets make large.
   */
  static String sigmoid(Graph graph, String z) {
    String power = graph.node("Exp", graph.node("Neg", z));
    return graph.node("Reciprocal", graph.node("Add", power, graph.scalar(1.0)));
  }

  private String step(String z) {
    String reached = graph.node("GreaterOrEqual", z, graph.scalar(0.0));
    return graph.node("Cast", Attributes.NONE.integer("to", Tensors.FLOAT), reached);
  }

  /** {@code z (1 + erf(z / √2)) / 2}: Gelu itself is newer than operator set 18. */
  private String gelu(String z) {
    return halved(z, graph.node("Erf", graph.node("Mul", z, graph.scalar(Math.sqrt(0.5)))));
  }

  /** {@code z (1 + tanh(√(2/π) (z + 0.044715 z³))) / 2}. */
  private String tanhGelu(String z) {
    String cube = graph.node("Mul", graph.node("Mul", z, z), z);
    String sum = graph.node("Add", z, graph.node("Mul", cube, graph.scalar(CUBE)));
    String inner = graph.node("Mul", sum, graph.scalar(Math.sqrt(2.0 / Math.PI)));
    return halved(z, graph.node("Tanh", inner));
  }

  private String halved(String z, String s) {
    String share = graph.node("Mul", graph.node("Add", s, graph.scalar(1.0)), graph.scalar(0.5));
    return graph.node("Mul", z, share);
  }
}
