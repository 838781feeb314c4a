package io.ganglion.exchange.onnx;

import static java.util.Map.entry;

import io.ganglion.exchange.NamedLayer;
import io.ganglion.exchange.Parameters;
import io.ganglion.layer.Activation;
import io.ganglion.layer.GraphAttention;
import io.ganglion.layer.GraphConvolution;
import io.ganglion.layer.GraphIsomorphism;
import io.ganglion.layer.GraphSage;
import io.ganglion.tensor.Matrix;
import java.util.Map;

/** Layers along the edges of graphs, behind their products with the weights. */
final class OnnxGraphLayers {
  private interface Form {
    String write(NamedLayer layer, String z);
  }

  private final Graph graph;
  private final Parameters parameters;
  private final OnnxAffine affine;
  private final OnnxActivations activations;
  private final OnnxEdges edges;
  private final Map<String, Form> forms =
      Map.ofEntries(
          entry("graph_convolution", this::convolution),
          entry("graph_sage", this::sage),
          entry("graph_attention", this::attention));

  OnnxGraphLayers(Graph graph, Parameters parameters, OnnxEdges edges) {
    this.graph = graph;
    this.parameters = parameters;
    this.affine = new OnnxAffine(graph, parameters);
    this.activations = new OnnxActivations(graph);
    this.edges = edges;
  }

  /** Whether a kind of layer begins with a product. */
  boolean has(String kind) {
    return forms.containsKey(kind);
  }

  /**
   * Adds what comes behind the product of a layer.
   *
   * @param z the product, {@code [nodes, …]}
   */
  String write(NamedLayer layer, String z) {
    return forms.get(layer.spec().kind()).write(layer, z);
  }

  private String end(String layer, Activation f, boolean bias, String sum) {
    String biased = bias ? affine.add(layer, "bias", sum) : sum;
    return activations.apply(f, biased);
  }

  private String convolution(NamedLayer layer, String z) {
    GraphConvolution spec = (GraphConvolution) layer.spec();
    boolean symmetric = spec.normalization() == GraphConvolution.Normalization.SYMMETRIC;
    String degree = edges.sum(edges.weight());
    if (spec.selfLoops()) {
      degree = graph.node("Add", degree, graph.scalar(1.0));
    }
    String share = inverse(degree, symmetric ? graph.node("Sqrt", degree) : degree);
    String coefficient = graph.node("Mul", edges.weight(), edges.hearing(share));
    if (symmetric) {
      coefficient = graph.node("Mul", coefficient, edges.heard(share));
    }
    String sum = edges.sum(graph.node("Mul", edges.heard(z), coefficient));
    if (spec.selfLoops()) {
      String own = symmetric ? graph.node("Mul", share, share) : share;
      sum = graph.node("Add", sum, graph.node("Mul", z, own));
    }
    return end(layer.name(), spec.activation(), spec.bias(), sum);
  }

  /** {@code 1 / x} where the sign is above 0, and 0 elsewhere. */
  private String inverse(String sign, String x) {
    String some = graph.node("Greater", sign, graph.scalar(0.0));
    String safe = graph.node("Where", some, x, graph.scalar(1.0));
    return graph.node("Where", some, graph.node("Reciprocal", safe), graph.scalar(0.0));
  }

  private String sage(NamedLayer layer, String z) {
    GraphSage spec = (GraphSage) layer.spec();
    String own = columns(z, 0, spec.units());
    String other = columns(z, spec.units(), 2 * spec.units());
    String neighbours =
        spec.aggregate() == GraphSage.Aggregate.MEAN ? mean(other) : max(layer.name(), other);
    String y =
        end(layer.name(), spec.activation(), spec.bias(), graph.node("Add", own, neighbours));
    if (!spec.normalize()) {
      return y;
    }
    String length =
        graph.node("ReduceL2", Attributes.NONE.integer("keepdims", 1), y, graph.integers(1));
    return graph.node("Mul", y, inverse(length, length));
  }

  private String columns(String x, int from, int to) {
    return graph.node("Slice", x, graph.integers(from), graph.integers(to), graph.integers(1));
  }

  private String mean(String x) {
    String sum = edges.sum(graph.node("Mul", edges.heard(x), edges.weight()));
    String weights = edges.sum(edges.weight());
    return graph.node("Mul", sum, inverse(weights, weights));
  }

  private String max(String layer, String x) {
    String pool = graph.node("Relu", affine.add(layer, "pool_bias", x));
    String largest = edges.zeroWithoutEdges(edges.max(edges.heard(pool)));
    return affine.product(layer, "neighbour_weight", largest);
  }

  private String attention(NamedLayer layer, String product) {
    GraphAttention spec = (GraphAttention) layer.spec();
    // [nodes, heads, units]
    String z = graph.node("Reshape", product, graph.integers(0, spec.heads(), spec.units()));
    String source = scores(layer.name(), "source", z);
    String target = scores(layer.name(), "target", z);
    String e = slope(spec, graph.node("Add", edges.heard(source), edges.hearing(target)));
    String own = slope(spec, graph.node("Add", source, target));
    if (spec.selfLoops()) {
      // A node hears itself once, whatever edges there are.
      e = graph.node("Where", edges.toItself(), graph.scalar(-Float.MAX_VALUE), e);
    }
    String largest = edges.max(e);
    if (spec.selfLoops()) {
      largest = graph.node("Max", largest, own);
    }
    String power = graph.node("Exp", graph.node("Sub", e, edges.hearing(largest)));
    String sum = edges.sum(power);
    String heard = edges.sum(graph.node("Mul", edges.heard(z), perUnit(power)));
    if (spec.selfLoops()) {
      String ownPower = graph.node("Exp", graph.node("Sub", own, largest));
      sum = graph.node("Add", sum, ownPower);
      heard = graph.node("Add", heard, graph.node("Mul", z, perUnit(ownPower)));
    }
    String h = graph.node("Mul", heard, perUnit(inverse(sum, sum)));
    String joined =
        spec.join() == GraphAttention.Join.CONCAT
            ? graph.node("Reshape", h, graph.integers(0, (long) spec.heads() * spec.units()))
            : graph.node(
                "ReduceMean", Attributes.NONE.integer("keepdims", 0), h, graph.integers(1));
    return end(layer.name(), spec.activation(), spec.bias(), joined);
  }

  /** The part of the scores of each head that comes from one end, {@code [nodes, heads]}. */
  private String scores(String layer, String parameter, String z) {
    Matrix s = parameters.get(layer, parameter);
    String vectors =
        graph.constant(
            layer + "/" + parameter, parameters.values(layer, parameter), s.rows, s.columns);
    return graph.node(
        "ReduceSum",
        Attributes.NONE.integer("keepdims", 0),
        graph.node("Mul", z, vectors),
        graph.integers(2));
  }

  private String slope(GraphAttention spec, String sum) {
    return graph.node("LeakyRelu", Attributes.NONE.number("alpha", spec.negativeSlope()), sum);
  }

  /** A number of each head for all units of it. */
  private String perUnit(String perHead) {
    return graph.node("Unsqueeze", perHead, graph.integers(2));
  }

  /**
   * {@code (1 + ε) x_r + Σ_k w_k m_k} over messages {@code m_k = x_source(k)}, or with features e
   * of edges {@code relu(x_source(k) + W e_k + b)}.
   */
  String sums(NamedLayer layer, String x) {
    GraphIsomorphism spec = (GraphIsomorphism) layer.spec();
    double epsilon =
        spec.trainEpsilon() ? parameters.get(layer.name(), "epsilon").get(0, 0) : spec.epsilon();
    String own = graph.node("Mul", x, graph.scalar(1.0 + epsilon));
    String messages = edges.heard(x);
    if (spec.edges()) {
      String product = affine.product(layer.name(), "edge_weight", edges.features());
      String features = affine.add(layer.name(), "edge_bias", product);
      messages = graph.node("Relu", graph.node("Add", messages, features));
    }
    return graph.node("Add", own, edges.sum(graph.node("Mul", messages, edges.weight())));
  }
}
