package io.ganglion.spark.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.IndexedFeature;
import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.TrainingRows;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Nodes of one graph as examples: what blocks hold, and what is wrong with tables. */
class GraphRowsTest {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int MOST = GraphForm.MOST_NEIGHBOURS;

  @Test
  void blocksDependOnRowsAndSeedAlone() {
    SampleGraph graph = new SampleGraph(true);
    GraphRequest request = graph.request(3, 0.25, 8, 4, 2);
    List<String> first = bits(graph.tables(LocalSpark.session(2), 1, 3), request);
    assertThat(first).hasSizeGreaterThan(6);
    assertThat(bits(graph.tables(LocalSpark.session(2), 2, 1), request)).isEqualTo(first);
    assertThat(bits(graph.tables(LocalSpark.session(1), 3, 5), request)).isEqualTo(first);
  }

  private static List<String> bits(GraphTables tables, GraphRequest request) {
    try (TrainingRows rows = GraphRows.load(tables, request).rows()) {
      return Tables.bits(rows);
    }
  }

  @Test
  void aFanOutFollowsSoManyEdgesAndWeighsThemForAll() {
    SampleGraph graph = new SampleGraph(false);
    GraphTables tables = graph.tables(LocalSpark.session(2), 1, 2);
    GraphRows loaded = GraphRows.load(tables, graph.request(2, 0.0, MOST, 3, 2));
    assertThat(loaded.graph().capped()).isZero();
    try (TrainingRows rows = loaded.rows()) {
      int most = 0;
      for (Block block : Tables.blocks(rows.training()).stream().flatMap(List::stream).toList()) {
        boolean[] seeds = new boolean[block.rows];
        for (int seed : block.seed) {
          seeds[seed] = true;
        }
        for (int r = 0; r < block.rows; r++) {
          int edges = block.edgeStart[r + 1] - block.edgeStart[r];
          assertThat(edges).isLessThanOrEqualTo(seeds[r] ? 3 : 2);
          most = Math.max(most, edges);
          checkWeights(block, r);
        }
      }
      assertThat(most).isEqualTo(3);
    }
  }

  /** The edges at hand weigh together what all do, and are no two the same. */
  private static void checkWeights(Block block, int r) {
    double sum = 0.0;
    for (int k = block.edgeStart[r]; k < block.edgeStart[r + 1]; k++) {
      sum += block.edgeWeight[k];
      for (int j = block.edgeStart[r]; j < k; j++) {
        assertThat(block.source[j]).isNotEqualTo(block.source[k]);
      }
    }
    if (sum > 0.0) {
      assertThat(sum).isCloseTo(block.degree[r] - 1.0, within(1e-4));
    }
  }

  @Test
  void aHubHearsASampleOfItsNeighbours() {
    SampleGraph graph = new SampleGraph(false);
    GraphTables tables = graph.tables(LocalSpark.session(2), 1, 2);
    GraphRows loaded = GraphRows.load(tables, graph.request(1, 0.0, 10, ALL));
    assertThat(loaded.graph().capped()).isEqualTo(1);
    assertThat(loaded.graph().mostHeard()).isEqualTo(SampleGraph.NODES / 2);
    try (TrainingRows rows = loaded.rows()) {
      Block block = Tables.blocks(rows.training()).get(0).get(0);
      int hubs = 0;
      for (int r = 0; r < block.rows; r++) {
        int edges = block.edgeStart[r + 1] - block.edgeStart[r];
        assertThat(edges).isLessThanOrEqualTo(10);
        checkWeights(block, r);
        hubs += block.degree[r] == 1f + SampleGraph.NODES / 2 ? edges : 0;
      }
      assertThat(hubs).isEqualTo(10);
    }
  }

  private static GraphTables tables(List<String> nodes, String edgeColumns, String... edges) {
    SparkSession spark = LocalSpark.session(2);
    Table ofNodes =
        Tables.sql(spark, nodes.get(0), nodes.subList(1, nodes.size()).toArray(String[]::new));
    Table ofEdges = Tables.sql(spark, edgeColumns, edges);
    return new GraphTables(
        new Table("data.nodes", "nodes.csv", ofNodes.rows()),
        new Table("data.edges", "edges.csv", ofEdges.rows()),
        null);
  }

  private static GraphRequest request(boolean undirected, String weight, IndexedFeature... lists) {
    GraphForm form =
        new GraphForm(null, "node", "from", "to", undirected, weight, MOST, List.of(lists));
    ColumnRoles roles = ColumnRoles.of("y", List.of(), List.of("node"));
    return new GraphRequest(
        Tables.request(roles, Loss.Target.CLASS, 0.0, 1),
        new Graphs(form, false),
        List.of(ALL, ALL),
        0);
  }

  private static final List<String> NODES =
      List.of("node, x, y", "'1', 1.0, 'a'", "'2', 2.0, 'b'", "'3', 3.0, 'a'", "'4', 4.0, null");

  @Test
  void idsAreTheSameWhateverTheirTypes() {
    GraphTables tables =
        tables(
            NODES,
            "from, to",
            "cast(1 as int), cast(2 as bigint)",
            "cast(4 as int), cast(1 as bigint)");
    try (TrainingRows rows = GraphRows.load(tables, request(false, null)).rows()) {
      Block block = Tables.blocks(rows.training()).get(0).get(0);
      assertThat(block.rows).isEqualTo(4);
      assertThat(block.source).hasSize(2);
      double offset = rows.schema().numbers().get(0).offset();
      for (int r = 0; r < block.rows; r++) {
        double x = block.numeric[r] + offset;
        int edges = block.edgeStart[r + 1] - block.edgeStart[r];
        assertThat(edges).isEqualTo(x < 2.5 ? 1 : 0);
        if (edges == 1) {
          double heard = block.numeric[block.source[block.edgeStart[r]]] + offset;
          assertThat(heard).isCloseTo(x < 1.5 ? 4.0 : 1.0, within(1e-6));
        }
      }
    }
  }

  @Test
  void edgesInBothDirectionsAndRepeatedOnesCountOnce() {
    String[] edges = {"1, 2", "2, 1", "2, 1", "3, 3", "3, 3", "4, 1"};
    GraphFacts undirected = facts(request(true, null), "from, to", edges);
    assertThat(undirected).isEqualTo(new GraphFacts(4, 5, 0, 2, 0));
    GraphFacts directed = facts(request(false, null), "from, to", edges);
    assertThat(directed).isEqualTo(new GraphFacts(4, 4, 1, 2, 0));
    GraphFacts weighted =
        facts(request(true, "w"), "from, to, w", "1, 2, 0.5", "2, 1, 0.5", "3, 3, 2", "3, 3, 1.0");
    assertThat(weighted).isEqualTo(new GraphFacts(4, 6, 1, 2, 0));
  }

  private static GraphFacts facts(GraphRequest request, String columns, String... edges) {
    GraphRows loaded = GraphRows.load(tables(NODES, columns, edges), request);
    loaded.rows().close();
    return loaded.graph();
  }

  private static void refused(GraphTables tables, GraphRequest request, String message) {
    assertThatThrownBy(() -> GraphRows.load(tables, request).rows().close())
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void edgesOfNodesThatAreNotThere() {
    refused(
        tables(NODES, "from, to", "1, 2", "1, 7"),
        request(false, null),
        "data.edges: an edge has to 7, which is no node in nodes.csv; add the node, or remove its"
            + " edges");
    refused(
        tables(NODES, "from, to", "'1', '2'", "'n7', '1'"),
        request(false, null),
        "data.edges: an edge has from n7, which is no node in nodes.csv; add the node, or remove"
            + " its edges");
  }

  @Test
  void nodesThatComeTwiceOrHaveNoId() {
    refused(
        tables(
            List.of("node, x, y", "'1', 1.0, 'a'", "'2', 2.0, 'b'", "'1', 3.0, null"),
            "from, to",
            "1, 2"),
        request(false, null),
        "data.nodes: the node with node 1 comes twice, expected a row a node; remove one of them");
    refused(
        tables(List.of("node, x, y", "'1', 1.0, 'a'", "null, 2.0, 'b'"), "from, to", "1, 1"),
        request(false, null),
        "data.nodes: column 'node' has rows without a value, expected the id of a node; fill it");
    refused(
        tables(NODES, "from, to", "1, 2", "1, null"),
        request(false, null),
        "data.edges: column 'to' has rows without a value, expected the id of a node; fill it");
  }

  @Test
  void weightsThatAreNoNumbers() {
    refused(
        tables(NODES, "from, to, w", "1, 2, 0.5", "2, 3, null"),
        request(false, "w"),
        "data.edges: column 'w' has rows without a value, expected the weight of an edge, a number;"
            + " fill it");
    refused(
        tables(NODES, "from, to, w", "1, 2, '0.5'", "2, 3, 'heavy'"),
        request(false, "w"),
        "data.edges: column 'w' holds 'heavy', expected the weight of an edge, a number; correct"
            + " it");
  }

  @Test
  void aClassThatNoTrainingNodeHas() {
    List<String> marked =
        List.of(
            "node, x, y, `" + TableSplits.PART + "`",
            "'1', 1.0, 'a', 0",
            "'2', 2.0, 'b', 0",
            "'3', 3.0, 'c', 2");
    refused(
        tables(marked, "from, to", "1, 2"),
        request(false, null),
        "data.nodes: the node with node 3 has the class 'c' of 'y'; expected one of a, b: correct"
            + " it, or give some of that class to learn from");
  }

  @Test
  void featuresThatAreNoNumbers() {
    refused(
        tables(
            List.of("node, x, y", "'1', 1.0D, 'a'", "'2', 2.0D, 'b'", "'3', double('inf'), null"),
            "from, to",
            "1, 2"),
        request(false, null),
        "data.nodes: column 'x': expected a number within the range of a float, found 'Infinity' of"
            + " node 3; correct it");
    IndexedFeature words = new IndexedFeature("words", 9, false);
    refused(
        tables(
            List.of("node, words, y", "'1', '0 8', 'a'", "'2', '', 'b'", "'3', '4,9', null"),
            "from, to",
            "1, 2"),
        request(false, null, words),
        "data.nodes: nodeFeatures: column 'words' holds '9', expected indices from 0 to 8; correct"
            + " it, or set size beyond the greatest index");
    refused(
        tables(NODES, "from, to", "1, 2"),
        request(false, null, new IndexedFeature("wrds", 9, false)),
        "data.nodes: nodeFeatures: nodes.csv has no column 'wrds'; expected one of node,"
            + " x, y");
  }
}
