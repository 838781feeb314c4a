package io.ganglion.exchange.onnx;

import io.ganglion.exchange.NamedLayer;
import io.ganglion.exchange.Parameters;
import io.ganglion.layer.Hopfield;
import io.ganglion.tensor.Matrix;
import java.util.Arrays;

/** Undirected networks as nodes: what they make of rows {@code [rows, units]}, and the energies. */
final class OnnxUndirected {
  private final Graph graph;
  private final Parameters parameters;
  private final OnnxAffine affine;
  private String energy;

  OnnxUndirected(Graph graph, Parameters parameters) {
    this.graph = graph;
    this.parameters = parameters;
    this.affine = new OnnxAffine(graph, parameters);
  }

  /** The energy of each row, {@code [rows, 1]}; null before there is a network. */
  String energy() {
    return energy;
  }

  /** The mean-field reconstruction, {@code Wᵀ σ(W v + b) + a}. */
  String rbm(String name, String v) {
    String logits = affine.add(name, "hidden_bias", affine.product(name, "weight", v));
    String visible = graph.node("Mul", v, affine.vector(name, "visible_bias"));
    String both = graph.node("Add", sum(visible), sum(graph.node("Softplus", logits)));
    energy = graph.node("Neg", both);
    Matrix w = parameters.get(name, "weight");
    String weight =
        graph.constant(name + "/weight", parameters.values(name, "weight"), w.rows, w.columns);
    String product = graph.node("MatMul", OnnxActivations.sigmoid(graph, logits), weight);
    return affine.add(name, "visible_bias", product);
  }

  /** The sum of each row, {@code [rows, 1]}. */
  private String sum(String x) {
    return graph.node("ReduceSum", Attributes.NONE.integer("keepdims", 1), x, graph.integers(1));
  }

  /**
   * The recalled patterns. All rows take their sweeps together: one that has settled changes no
   * more while others do.
   */
  String hopfield(NamedLayer layer, String x) {
    Hopfield spec = (Hopfield) layer.spec();
    Matrix w = parameters.get(layer.name(), "weight");
    double[] values = new double[w.size()];
    Arrays.setAll(values, i -> w.data[w.offset + i]);
    String weight = graph.constant(layer.name() + "/weight", values, w.rows, w.columns);
    String order = graph.integers(Arrays.stream(spec.order(w.rows)).asLongStream().toArray());
    String plus = graph.constant("plus", new double[] {1.0});
    String minus = graph.constant("minus", new double[] {-1.0});
    String above = graph.node("Greater", x, graph.scalar(0.0));
    String start = graph.node("Where", above, plus, minus);
    String no = graph.node("Less", graph.integer(0), graph.integer(0));
    Attributes body = Attributes.NONE.graph("body", update(w.rows, weight, order));
    String updates = graph.integer((long) spec.sweeps() * w.rows);
    String state = graph.nodes("Loop", body, 2, updates, "", start, no).get(0);
    String product = graph.node("Mul", state, graph.node("MatMul", state, weight));
    String half = graph.constant("half", new double[] {-0.5});
    energy = single(graph.node("Mul", sum(product), half));
    return single(state);
  }

  /** Lets one unit follow its field, and goes on unless it ends a sweep that changed none. */
  private Graph update(int units, String weight, String order) {
    Graph body = graph.inner("update");
    String update = body.input("update", Tensors.INT64, "counted from 0");
    body.input("going", Tensors.BOOL, "");
    String state = body.input("state", Tensors.DOUBLE, "1 and -1", "rows", units);
    String before = body.input("changed", Tensors.BOOL, "whether the sweep changed a unit");
    String place = body.node("Mod", update, body.integer(units));
    String unit = body.node("Gather", order, place);
    String field = body.node("MatMul", state, body.node("Gather", weight, unit));
    String now = body.node("Gather", Attributes.NONE.integer("axis", 1), state, unit);
    String zero = body.constant("zero", new double[] {0.0});
    String flips = body.node("Less", body.node("Mul", field, now), zero);
    String column = body.node("Unsqueeze", flips, body.integers(1));
    long[] all = new long[units];
    Arrays.setAll(all, i -> i);
    String here = body.node("And", column, body.node("Equal", body.integers(all), unit));
    String next = body.node("Where", here, body.node("Neg", state), state);
    String later = body.node("Greater", place, body.integer(0));
    String any = body.node("ReduceMax", Attributes.NONE.integer("keepdims", 0), count(body, flips));
    String flipped = body.node("Greater", any, body.integer(0));
    String changed = body.node("Or", body.node("And", later, before), flipped);
    String within = body.node("Less", place, body.integer(units - 1L));
    body.output("go_on", body.node("Or", within, changed), Tensors.BOOL, "");
    body.output("next_state", next, Tensors.DOUBLE, "", "rows", units);
    body.output("now_changed", changed, Tensors.BOOL, "");
    return body;
  }

  private static String count(Graph body, String flags) {
    return body.node("Cast", Attributes.NONE.integer("to", Tensors.INT64), flags);
  }

  private String single(String value) {
    return graph.node("Cast", Attributes.NONE.integer("to", Tensors.FLOAT), value);
  }
}
