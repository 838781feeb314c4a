package io.ganglion.exchange.onnx;

import static java.util.Map.entry;

import io.ganglion.exchange.NamedLayer;
import io.ganglion.exchange.Parameters;
import io.ganglion.layer.ActivationLayer;
import io.ganglion.layer.Bidirectional;
import io.ganglion.layer.Branches;
import io.ganglion.layer.Dense;
import io.ganglion.layer.GraphPool;
import io.ganglion.layer.Gru;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.SimpleRnn;
import io.ganglion.model.ModelException;
import io.ganglion.network.LayerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Layers as nodes. The features of a value are its last axis, so that steps are rows like others.
 */
final class OnnxLayers {
  private interface Form {
    String write(NamedLayer layer, String x);
  }

  private final Graph graph;
  private final OnnxAffine affine;
  private final OnnxActivations activations;
  private final OnnxRecurrent recurrent;
  private final OnnxUndirected undirected;
  private final OnnxSteps steps;
  private final OnnxGraphs graphs;
  private final OnnxGraphLayers graphLayers;

  private final Map<String, Form> forms =
      Map.ofEntries(
          entry("activation", (layer, x) -> activated(((ActivationLayer) layer.spec()), x)),
          // In prediction these let everything through.
          entry("dropout", (layer, x) -> x),
          entry("gaussian_dropout", (layer, x) -> x),
          entry("gaussian_noise", (layer, x) -> x),
          entry("edge_dropout", (layer, x) -> x),
          entry("batch_normalization", (layer, x) -> affine().batchNormalization(layer, x)),
          entry("layer_normalization", (layer, x) -> affine().layerNormalization(layer, x)),
          entry("residual", this::residual),
          entry("branches", this::branches),
          entry("bidirectional", this::bidirectional),
          entry("simple_rnn", this::simpleRnn),
          entry("lstm", this::lstm),
          entry("gru", this::gru),
          entry("last_step", (layer, x) -> steps().last(x)),
          entry("mean_over_time", (layer, x) -> steps().mean(x)),
          entry("max_over_time", (layer, x) -> steps().max(x)),
          entry("attention_pooling", this::attentionPooling),
          entry("graph_isomorphism", this::graphIsomorphism),
          entry("graph_pool", this::graphPool),
          entry("dot_product", this::dotProduct),
          entry("rbm", (layer, v) -> undirected().rbm(layer.name(), v)),
          entry("hopfield", (layer, x) -> undirected().hopfield(layer, x)));

  /**
   * A writer into a graph.
   *
   * @param steps null where the rows are not steps of sequences
   * @param graphs null where the rows are not nodes of graphs
   */
  OnnxLayers(Graph graph, Parameters parameters, OnnxSteps steps, OnnxGraphs graphs) {
    this.graph = graph;
    this.affine = new OnnxAffine(graph, parameters);
    this.activations = new OnnxActivations(graph);
    this.recurrent = new OnnxRecurrent(graph, parameters);
    this.undirected = new OnnxUndirected(graph, parameters);
    this.steps = steps;
    this.graphs = graphs;
    this.graphLayers =
        graphs == null ? null : new OnnxGraphLayers(graph, parameters, graphs.edges());
  }

  /** Adds layers one after another, and returns the output of the last. */
  String write(List<NamedLayer> layers, String x) {
    String value = x;
    for (NamedLayer layer : layers) {
      value = write(layer, value);
    }
    return value;
  }

  private String write(NamedLayer layer, String x) {
    if (startsWithProduct(layer)) {
      return behindProduct(layer, affine.product(layer.name(), "weight", x));
    }
    Form form = forms.get(layer.spec().kind());
    if (form == null) {
      throw refused(layer, "this kind of layer");
    }
    try {
      return form.write(layer, x);
    } catch (UnsupportedOperationException e) {
      throw refused(layer, e.getMessage());
    }
  }

  static ModelException refused(NamedLayer layer, String what) {
    return new ModelException(
        "layer '%s' (%s): expected what ONNX's operators can say, found %s: score this model with Ganglion"
            .formatted(layer.name(), layer.spec().kind(), what));
  }

  private OnnxAffine affine() {
    return affine;
  }

  private OnnxUndirected undirected() {
    return undirected;
  }

  private OnnxSteps steps() {
    return steps;
  }

  /** Whether a layer is a product with its weights, and something behind it. */
  boolean startsWithProduct(NamedLayer layer) {
    return layer.spec() instanceof Dense
        || (graphLayers != null && graphLayers.has(layer.spec().kind()));
  }

  /** Adds what a layer does with its product z. */
  String behindProduct(NamedLayer layer, String z) {
    try {
      return layer.spec() instanceof Dense dense
          ? activated(layer.name(), dense, z)
          : graphLayers.write(layer, z);
    } catch (UnsupportedOperationException e) {
      throw refused(layer, e.getMessage());
    }
  }

  private String activated(String name, Dense spec, String z) {
    return activations.apply(spec.activation(), spec.bias() ? affine.add(name, "bias", z) : z);
  }

  private String activated(ActivationLayer spec, String x) {
    return activations.apply(spec.function(), x);
  }

  private String residual(NamedLayer layer, String x) {
    return graph.node("Add", x, write(layer.inner(), x));
  }

  private String branches(NamedLayer layer, String x) {
    List<String> ends = new ArrayList<>();
    for (List<NamedLayer> branch : branches(layer)) {
      ends.add(write(branch, x));
    }
    return joined((Branches) layer.spec(), ends);
  }

  /** The layers of each branch. */
  static List<List<NamedLayer>> branches(NamedLayer layer) {
    List<List<NamedLayer>> branches = new ArrayList<>();
    int from = 0;
    for (List<LayerEntry> branch : ((Branches) layer.spec()).of()) {
      branches.add(layer.inner().subList(from, from + branch.size()));
      from += branch.size();
    }
    return branches;
  }

  String joined(Branches spec, List<String> ends) {
    return spec.join() == Branches.Join.CONCAT
        ? side(ends)
        : graph.node("Sum", ends.toArray(new String[0]));
  }

  /** Values side by side. */
  String side(List<String> values) {
    return graph.node("Concat", Attributes.NONE.integer("axis", -1), values.toArray(new String[0]));
  }

  private String bidirectional(NamedLayer layer, String x) {
    NamedLayer there = layer.inner().get(0);
    NamedLayer back = layer.inner().get(1);
    String forward = write(there, x);
    String backward = write(back, steps.reversed(x));
    if (back.perStep()) {
      backward = steps.reversed(backward);
    }
    return switch (((Bidirectional) layer.spec()).merge()) {
      case CONCAT -> side(List.of(forward, backward));
      case SUM -> graph.node("Add", forward, backward);
      case MEAN -> graph.node("Mul", graph.node("Add", forward, backward), graph.scalar(0.5));
    };
  }

  private String simpleRnn(NamedLayer layer, String x) {
    return recurrent.simpleRnn(layer.name(), (SimpleRnn) layer.spec(), steps, x);
  }

  private String lstm(NamedLayer layer, String x) {
    return recurrent.lstm(layer.name(), (Lstm) layer.spec(), steps, x);
  }

  private String gru(NamedLayer layer, String x) {
    return recurrent.gru(layer.name(), (Gru) layer.spec(), steps, x);
  }

  private String attentionPooling(NamedLayer layer, String x) {
    String sums = affine.add(layer.name(), "bias", affine.product(layer.name(), "weight", x));
    String scores = affine.product(layer.name(), "score", graph.node("Tanh", sums));
    return steps.weighted(x, scores);
  }

  private String graphIsomorphism(NamedLayer layer, String x) {
    return write(layer.inner(), graphLayers.sums(layer, x));
  }

  private String graphPool(NamedLayer layer, String x) {
    String aggregate =
        switch (((GraphPool) layer.spec()).aggregate()) {
          case SUM -> "sum";
          case MEAN -> "mean";
          case MAX -> "max";
        };
    return graphs.edges().pooled(aggregate, x, graphs.owner());
  }

  private String dotProduct(NamedLayer layer, String x) {
    // [pairs, 2, features]
    String nodes = graphs.edges().rows(x, graphs.seeds());
    String products =
        graph.node("ReduceProd", Attributes.NONE.integer("keepdims", 0), nodes, graph.integers(1));
    return graph.node(
        "ReduceSum", Attributes.NONE.integer("keepdims", 1), products, graph.integers(1));
  }

  /** The energy of the rows of an undirected network; null of another. */
  String energy() {
    return undirected.energy();
  }
}
