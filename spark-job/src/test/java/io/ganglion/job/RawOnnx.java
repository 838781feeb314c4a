package io.ganglion.job;

import ai.onnxruntime.OrtException;
import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.IndexedFeature;
import io.ganglion.data.VectorColumn;
import io.ganglion.exchange.onnx.OnnxFeed;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.graph.GraphTables;
import io.ganglion.spark.sequence.RawSequences;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Hands the values of tables to the file of a model, as a user of ONNX Runtime would. */
final class RawOnnx implements AutoCloseable {
  /** Stands behind the end of a sequence, and must not matter. */
  private static final String PADDING = "1000000";

  private final TrainedModel model;
  private final OnnxFeed feed;

  RawOnnx(TrainedModel model) throws OrtException, IOException {
    this.model = model;
    this.feed = new OnnxFeed(model);
  }

  /** The outputs for rows of a table. */
  Map<String, Object> rows(List<Row> rows) throws OrtException {
    giveColumns(rows);
    return feed.run();
  }

  private void giveColumns(List<Row> rows) throws OrtException {
    for (FeatureColumn column : model.schema().features()) {
      give(column, "", values(rows, column.name()), rows.size());
    }
  }

  private static List<Object> values(List<Row> rows, String column) {
    return rows.stream().<Object>map(row -> row.getAs(column)).toList();
  }

  /** The outputs for sequences. */
  Map<String, Object> sequences(List<RawSequences.Sequence> sequences) throws OrtException {
    String first = model.schema().features().get(0).name();
    long[] lengths = sequences.stream().mapToLong(s -> s.features().get(first).size()).toArray();
    int steps = (int) Arrays.stream(lengths).max().orElseThrow();
    for (FeatureColumn column : model.schema().features()) {
      List<Object> values = new ArrayList<>();
      for (RawSequences.Sequence sequence : sequences) {
        List<Object> own = sequence.features().get(column.name());
        for (int t = 0; t < steps; t++) {
          values.add(t < own.size() ? own.get(t) : PADDING);
        }
      }
      give(column, "", values, sequences.size(), steps);
    }
    feed.longs("lengths", lengths, lengths.length);
    if (feed.takes("base")) {
      double[] base =
          sequences.stream()
              .flatMapToDouble(s -> s.base().stream().mapToDouble(Double::doubleValue))
              .toArray();
      feed.numbers("base", base, lengths.length, base.length / lengths.length);
    }
    return feed.run();
  }

  /** The outputs for all nodes of a graph, in the order of their rows. */
  Map<String, Object> nodes(List<Row> nodes, List<Row> edges) throws OrtException {
    giveColumns(nodes);
    giveEdges(nodes, edges);
    long[] all = new long[nodes.size()];
    Arrays.setAll(all, i -> i);
    feed.longs("nodes", all, all.length);
    return feed.run();
  }

  /** The outputs for the pairs of nodes that edges join. */
  Map<String, Object> pairs(List<Row> nodes, List<Row> edges, long[][] pairs) throws OrtException {
    giveColumns(nodes);
    giveEdges(nodes, edges);
    feed.longs(
        "pairs", Arrays.stream(pairs).flatMapToLong(Arrays::stream).toArray(), pairs.length, 2);
    return feed.run();
  }

  /** The outputs for graphs, in the order of their rows. */
  Map<String, Object> graphs(List<Row> graphs, GraphTables tables) throws OrtException {
    String id = model.schema().graphs().form().id();
    Map<String, Integer> places = new HashMap<>();
    graphs.forEach(graph -> places.put(graph.getAs(id), places.size()));
    List<Row> nodes = tables.nodes().rows().collectAsList();
    giveColumns(nodes);
    giveEdges(nodes, tables.edges().rows().collectAsList());
    long[] owners = nodes.stream().mapToLong(node -> places.get(node.<String>getAs(id))).toArray();
    feed.longs("graph", owners, owners.length);
    return feed.run();
  }

  /** The row of each node, by the graph and the name. */
  Map<List<Object>, Long> places(List<Row> nodes) {
    GraphForm form = model.schema().graphs().form();
    Map<List<Object>, Long> places = new HashMap<>();
    nodes.forEach(node -> places.put(key(node, form.node()), (long) places.size()));
    return places;
  }

  /** By which an end of an edge, or a node itself, is found. */
  List<Object> key(Row row, String column) {
    String id = model.schema().graphs().form().id();
    return Arrays.asList(id == null ? null : row.getAs(id), row.getAs(column));
  }

  private void giveEdges(List<Row> nodes, List<Row> edges) throws OrtException {
    Graphs graphs = model.schema().graphs();
    GraphForm form = graphs.form();
    Map<List<Object>, Long> places = places(nodes);
    List<Row> rows = new ArrayList<>();
    List<Long> sources = new ArrayList<>();
    List<Long> targets = new ArrayList<>();
    Set<List<Long>> once = new HashSet<>();
    for (Row edge : edges) {
      long from = places.get(key(edge, form.source()));
      long to = places.get(key(edge, form.target()));
      List<List<Long>> heard = new ArrayList<>(List.of(List.of(from, to)));
      if (form.undirected() && from != to) {
        heard.add(List.of(to, from));
      }
      for (List<Long> ends : heard) {
        // What has neither a weight nor features counts once.
        if (once.add(ends) || form.weight() != null || !graphs.edgeFeatures().isEmpty()) {
          rows.add(edge);
          sources.add(ends.get(0));
          targets.add(ends.get(1));
        }
      }
    }
    feed.longs("edge_source", longs(sources), sources.size());
    feed.longs("edge_target", longs(targets), targets.size());
    if (form.weight() != null) {
      double[] weights = rows.stream().mapToDouble(e -> number(e.getAs(form.weight()))).toArray();
      feed.numbers("edge_weight", weights, weights.length, 1);
    }
    for (FeatureColumn column : graphs.edgeFeatures()) {
      give(column, "edge_", values(rows, column.name()), rows.size());
    }
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  /** Gives the values of a column, one after another. */
  private void give(FeatureColumn column, String prefix, List<Object> values, long... rows)
      throws OrtException {
    int width = column instanceof VectorColumn vector ? vector.size() : 1;
    long[] shape = Arrays.copyOf(rows, rows.length + 1);
    shape[rows.length] = width;
    String input = prefix + column.name();
    if (column instanceof CategoricalColumn category) {
      String[] texts =
          values.stream().map(value -> text(value, category.numbers())).toArray(String[]::new);
      feed.texts(input, texts, shape);
      return;
    }
    double[] numbers = new double[values.size() * width];
    for (int i = 0; i < values.size(); i++) {
      if (column instanceof VectorColumn vector) {
        System.arraycopy(vector(vector, values.get(i)), 0, numbers, i * width, width);
      } else {
        numbers[i] = number(values.get(i));
      }
    }
    feed.numbers(input, numbers, shape);
  }

  private boolean missing(Object value) {
    return value == null
        || value.equals("")
        || (value instanceof String text && model.schema().missing().contains(text));
  }

  private double number(Object value) {
    if (missing(value)) {
      return Double.NaN;
    }
    return value instanceof Number number
        ? number.doubleValue()
        : Double.parseDouble(value.toString());
  }

  private String text(Object value, boolean number) {
    if (missing(value)) {
      return "";
    }
    return number
        ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
        : value.toString();
  }

  /** The elements of a vector, or of the places of its ones in a text. */
  private double[] vector(VectorColumn column, Object value) {
    if (value instanceof Vector vector) {
      return vector.toArray();
    }
    IndexedFeature ones =
        model.schema().graphs().form().nodeFeatures().stream()
            .filter(feature -> feature.indices().equals(column.name()))
            .findFirst()
            .orElseThrow();
    double[] elements = new double[column.size()];
    List<String> places = missing(value) ? List.of() : List.of(value.toString().split(" ", -1));
    places.forEach(
        place -> elements[Integer.parseInt(place)] = ones.normalize() ? 1.0 / places.size() : 1.0);
    return elements;
  }

  @Override
  public void close() throws OrtException {
    feed.close();
  }
}
