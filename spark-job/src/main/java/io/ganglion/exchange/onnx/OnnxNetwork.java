package io.ganglion.exchange.onnx;

import static java.util.Map.entry;

import io.ganglion.exchange.NamedLayer;
import io.ganglion.exchange.Parameters;
import io.ganglion.layer.Branches;
import io.ganglion.layer.Rescaling;
import io.ganglion.network.InputSpec;
import io.ganglion.network.InputStageSpec;
import io.ganglion.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole network as nodes: the leading stages work on the columns, and the first layer behind them
 * decides what the columns mean.
 */
final class OnnxNetwork {
  private interface Reader {
    String write(NamedLayer layer, OnnxColumns columns);
  }

  private final Graph graph;
  private final Parameters parameters;
  private final OnnxAffine affine;
  private final OnnxLayers layers;
  private final Map<String, Reader> readers =
      Map.ofEntries(entry("embedding", this::embedding), entry("branches", this::branches));

  OnnxNetwork(Graph graph, Parameters parameters, OnnxLayers layers) {
    this.graph = graph;
    this.parameters = parameters;
    this.affine = new OnnxAffine(graph, parameters);
    this.layers = layers;
  }

  /** Adds the network, and returns its output before the link of the loss. */
  String write(List<NamedLayer> network, OnnxColumns columns) {
    OnnxColumns staged = columns;
    int first = 0;
    while (first < network.size() && network.get(first).spec() instanceof InputStageSpec) {
      staged = stage(network.get(first), staged);
      first++;
    }
    return begun(network.subList(first, network.size()), staged);
  }

  private OnnxColumns stage(NamedLayer layer, OnnxColumns columns) {
    if (layer.spec() instanceof Rescaling rescaling) {
      return rescaled(rescaling, columns);
    }
    // Of the others normalization alone does something in prediction.
    return layer.spec().kind().equals("normalization")
        ? columns.withNumeric(affine.normalization(layer.name(), columns.numeric()))
        : columns;
  }

  private OnnxColumns rescaled(Rescaling spec, OnnxColumns columns) {
    OnnxColumns rescaled = columns;
    if (columns.numeric() != null) {
      String scaled = graph.node("Mul", columns.numeric(), graph.scalar(spec.scale()));
      rescaled = rescaled.withNumeric(graph.node("Add", scaled, graph.scalar(spec.offset())));
    }
    if (columns.sparse() != null) {
      String scaled = graph.node("Mul", columns.sparse(), graph.scalar(spec.scale()));
      rescaled = rescaled.withSparse(scaled);
    }
    return rescaled;
  }

  /** The layers over columns, the first of which may read them as they are. */
  private String begun(List<NamedLayer> entries, OnnxColumns columns) {
    if (columns.numericOnly()) {
      return layers.write(entries, columns.numeric());
    }
    if (entries.isEmpty() || !(entries.get(0).spec() instanceof InputSpec)) {
      return layers.write(entries, columns.wide(graph));
    }
    NamedLayer first = entries.get(0);
    if (layers.startsWithProduct(first)) {
      String y = layers.behindProduct(first, product(first, columns));
      return layers.write(entries.subList(1, entries.size()), y);
    }
    Reader reader = readers.get(first.spec().kind());
    if (reader == null) {
      throw OnnxLayers.refused(first, "this kind of layer");
    }
    return layers.write(entries.subList(1, entries.size()), reader.write(first, columns));
  }

  /** A row of weights for each category takes the place of the product with zeros and a one. */
  private String product(NamedLayer layer, OnnxColumns columns) {
    List<String> terms = new ArrayList<>();
    if (columns.numeric() != null) {
      terms.add(affine.product(layer.name(), "weight", columns.numeric()));
    }
    Matrix rows = parameters.get(layer.name(), "sparse_weight");
    int next = 0;
    if (columns.sparse() != null) {
      next = rows.rows;
      for (int ids : columns.sizes()) {
        next -= ids - 1;
      }
      String weight = table(layer, "sparse_weight", rows, 0, next, 0);
      terms.add(graph.node("MatMul", columns.sparse(), weight));
    }
    for (int c = 0; c < columns.ids().size(); c++) {
      int values = columns.sizes().get(c) - 1;
      String table = table(layer, "category_" + (c + 1), rows, next, values, 1);
      terms.add(graph.node("Gather", table, columns.ids().get(c)));
      next += values;
    }
    return graph.node("Sum", terms.toArray(new String[0]));
  }

  /** Consecutive rows of weights behind so many rows of zeros. */
  private String table(
      NamedLayer layer, String name, Matrix from, int first, int count, int zeros) {
    float[] values = new float[(zeros + count) * from.columns];
    System.arraycopy(
        from.data, from.row(first), values, zeros * from.columns, count * from.columns);
    return graph.constant(layer.name() + "/" + name, values, zeros + count, from.columns);
  }

  private String embedding(NamedLayer layer, OnnxColumns columns) {
    List<String> parts = new ArrayList<>();
    if (columns.numeric() != null) {
      parts.add(columns.numeric());
    }
    for (int c = 0; c < columns.ids().size(); c++) {
      String name = "table_" + (c + 1);
      Matrix rows = parameters.get(layer.name(), name);
      String table = table(layer, name, rows, 0, rows.rows, 0);
      parts.add(graph.node("Gather", table, columns.ids().get(c)));
    }
    return layers.side(parts);
  }

  private String branches(NamedLayer layer, OnnxColumns columns) {
    List<String> ends = new ArrayList<>();
    for (List<NamedLayer> branch : OnnxLayers.branches(layer)) {
      ends.add(begun(branch, columns));
    }
    return layers.joined((Branches) layer.spec(), ends);
  }
}
