package io.ganglion.spark.graph;

import io.ganglion.data.Block;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.RowEncoder;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.spark.Tables;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.Table;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A generated graph for tests: node 0 is a hub, every seventh node hears nobody, some hear
 * themselves, some edges stand twice, and every fifth node has no label.
 *
 * @param weighted whether edges have weights, so that those that stand twice count twice
 */
record SampleGraph(boolean weighted) {
  static final int NODES = 90;
  static final List<String> CLASSES = List.of("x", "y", "z");

  /** An edge: its node hears the source. */
  record Edge(int source, int target, float weight) {}

  /** All edges as the table has them. */
  List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    Random random = new Random(11);
    for (int r = 0; r < NODES; r++) {
      int heard = r == 0 ? NODES / 2 : r % 7 == 3 ? 0 : 1 + random.nextInt(4);
      for (int k = 0; k < heard; k++) {
        int source = r == 0 ? 2 * k + 1 : random.nextInt(NODES);
        edges.add(new Edge(source, r, weighted ? 0.25f * (1 + random.nextInt(8)) : 1f));
      }
      if (r % 11 == 4) {
        edges.add(new Edge(r, r, 1f));
      }
      if (r % 6 == 1 && heard > 0) {
        edges.add(edges.get(edges.size() - 1));
      }
    }
    return edges;
  }

  static boolean labelled(int node) {
    return node % 5 != 4;
  }

  static double[] features(int node) {
    return new double[] {Seeds.normal(3, 2L * node), Seeds.normal(3, 2L * node + 1) + node % 3};
  }

  /** The tables, their rows in an order drawn from a seed and in so many partitions. */
  GraphTables tables(SparkSession spark, long order, int partitions) {
    List<Row> nodes = new ArrayList<>();
    for (int r = 0; r < NODES; r++) {
      double[] x = features(r);
      nodes.add(RowFactory.create("n" + r, x[0], x[1], labelled(r) ? CLASSES.get(r % 3) : null));
    }
    List<Row> edges = new ArrayList<>();
    for (Edge edge : edges()) {
      edges.add(RowFactory.create("n" + edge.source, "n" + edge.target, edge.weight));
    }
    Collections.shuffle(nodes, new Random(order));
    Collections.shuffle(edges, new Random(order));
    StructType ofNodes =
        new StructType()
            .add("node", DataTypes.StringType)
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType)
            .add("kind", DataTypes.StringType);
    StructType ofEdges =
        new StructType()
            .add("from", DataTypes.StringType)
            .add("to", DataTypes.StringType)
            .add("w", DataTypes.FloatType);
    return new GraphTables(
        table("nodes", spark.createDataFrame(nodes, ofNodes), partitions),
        table("edges", spark.createDataFrame(edges, ofEdges), partitions),
        null);
  }

  private static Table table(String name, Dataset<Row> rows, int partitions) {
    return new Table("data." + name, name, rows.repartition(partitions));
  }

  GraphForm form(int mostNeighbours) {
    String weight = weighted ? "w" : null;
    return new GraphForm(null, "node", "from", "to", false, weight, mostNeighbours, List.of());
  }

  /**
   * What to load.
   *
   * @param fanOut by hop
   */
  GraphRequest request(int shards, double holdout, int mostNeighbours, Integer... fanOut) {
    ColumnRoles roles = ColumnRoles.of("kind", List.of(), List.of("node"));
    return new GraphRequest(
        Tables.request(roles, Loss.Target.CLASS, holdout, shards),
        new Graphs(form(mostNeighbours), false),
        List.of(fanOut),
        0);
  }

  /** The whole graph as one block of all labelled nodes, made without Spark. */
  Block whole(Schema schema, int hops) {
    float[] numeric = new float[NODES * schema.width()];
    RowEncoder encoder = new RowEncoder(schema);
    List<List<Edge>> heard = new ArrayList<>();
    for (int r = 0; r < NODES; r++) {
      encoder.encode(features(r), 0, numeric, r * schema.width());
      heard.add(new ArrayList<>());
    }
    for (Edge edge : edges()) {
      if (weighted || !heard.get(edge.target).contains(edge)) {
        heard.get(edge.target).add(edge);
      }
    }
    List<Edge> all = heard.stream().flatMap(List::stream).toList();
    int[] start = new int[NODES + 1];
    int[] source = new int[all.size()];
    float[] weight = new float[all.size()];
    for (int k = 0; k < source.length; k++) {
      start[all.get(k).target + 1]++;
      source[k] = all.get(k).source;
      weight[k] = all.get(k).weight;
    }
    for (int r = 0; r < NODES; r++) {
      start[r + 1] += start[r];
    }
    int[] seed = IntStream.range(0, NODES).filter(SampleGraph::labelled).toArray();
    int[] classes = Arrays.stream(seed).map(r -> r % 3).toArray();
    return Block.builder(seed.length)
        .seeds(seed, hops, NODES)
        .numeric(numeric, schema.width())
        .edges(start, source)
        .edgeWeight(weight)
        .classes(classes)
        .build();
  }
}
