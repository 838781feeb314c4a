package io.ganglion.spark.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.NumericColumn;
import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of many small graphs, read into blocks. */
final class GraphSetsTest {
  private static final String GRAPHS = "'a b', 10, 1; 'ü', 20, 1; '', 30, 1; '7', 40, 1";
  private static final String NODES =
      "'a b', 'x', 1, 'c'; 'a b', 'y', 2, 'd'; 'a b', 'z', 3, 'c'; 'ü', 'x', 4, 'c'; '', 'x', 5,"
          + " 'd'; '', 'y', 6, 'c'; '7', '1.0', 7, 'd'; '7', '1', 8, 'd'";
  private static final String EDGES =
      "'a b', 'x', 'y', 1; 'a b', 'y', 'x', 1; 'a b', 'z', 'z', 1; '7', '1', '1.0', 1;"
          + " '7', '1', '1.0', 1";

  private final SparkSession spark = LocalSpark.session(2);

  private Table table(String name, String columns, String rows) {
    String values = "(" + String.join("), (", Stream.of(rows.split("; ?", -1)).toList()) + ")";
    return new Table(
        "data." + name,
        name + ".csv",
        spark.sql("select * from values " + values + " as t(" + columns + ")"));
  }

  private GraphTables tables(String graphs, String nodes, String edges) {
    return new GraphTables(
        table("nodes", "g, id, v, k", nodes),
        table("edges", "g, from, to, w", edges),
        table("graphs", "g, y, used", graphs));
  }

  private static GraphRequest request(boolean undirected, String weight, double holdout) {
    GraphForm form = new GraphForm("g", "id", "from", "to", undirected, weight, 10, List.of());
    ColumnRoles roles =
        new ColumnRoles(List.of("y"), List.of(), List.of("used", "g", "id"), List.of(), null);
    TrainingRequest rows =
        new TrainingRequest(
            roles,
            null,
            Loss.Target.NUMBERS,
            TargetUnits.RAW,
            ClassWeights.NONE,
            List.of(),
            0.0,
            holdout,
            7,
            n -> 2);
    return new GraphRequest(rows, new Graphs(form, false), List.of(), 0);
  }

  /** What each graph holds, by its target: values of nodes, and edges between them. */
  private static Map<Integer, List<String>> content(SparkCluster cluster) {
    Map<Integer, List<String>> content = new TreeMap<>();
    Tables.blocks(cluster).forEach(shard -> shard.forEach(block -> add(block, content)));
    return content;
  }

  private static void add(Block block, Map<Integer, List<String>> content) {
    for (int e = 0; e < block.examples; e++) {
      int first = block.rowStart[e];
      List<String> found = new ArrayList<>();
      for (int row = first; row < block.rowStart[e + 1]; row++) {
        found.add((int) block.numeric[row] + "/" + block.ids[row]);
        for (int k = block.edgeStart[row]; k < block.edgeStart[row + 1]; k++) {
          int source = (int) block.numeric[first + block.source[k]];
          String weight = block.edgeWeight == null ? "" : "*" + (int) block.edgeWeight[k];
          found.add(source + ">" + (int) block.numeric[row] + weight);
        }
      }
      content.put((int) block.values[e], found.stream().sorted().toList());
    }
  }

  private Map<Integer, List<String>> content(GraphTables tables, GraphRequest request) {
    try (TrainingRows rows = GraphRows.load(tables, request).rows()) {
      return content(rows.training());
    }
  }

  @Test
  void eachGraphHasItsNodesAndEdges() {
    GraphTables tables = tables(GRAPHS, NODES, EDGES);

    assertThat(content(tables, request(false, null, 0)))
        .isEqualTo(
            Map.of(
                10, List.of("1/1", "1>2", "2/2", "2>1", "3/1", "3>3"),
                20, List.of("4/1"),
                30, List.of("5/2", "6/1"),
                40, List.of("7/2", "8/2", "8>7")));
    assertThat(content(tables, request(true, null, 0)))
        .containsEntry(10, List.of("1/1", "1>2", "2/2", "2>1", "3/1", "3>3"))
        .containsEntry(40, List.of("7/2", "7>8", "8/2", "8>7"));
  }

  @Test
  void weightedEdgesThatComeTwiceCountTwice() {
    assertThat(content(tables(GRAPHS, NODES, EDGES), request(true, "w", 0)))
        .containsEntry(20, List.of("4/1"))
        .containsEntry(40, List.of("7/2", "7>8*1", "7>8*1", "8/2", "8>7*1", "8>7*1"));
  }

  @Test
  void columnsOfNodesAreLearnedFromTheGraphsToLearnFrom() {
    GraphTables tables = tables(many(40, ""), manyNodes(40), manyEdges(40));
    GraphRows found = GraphRows.load(tables, request(true, null, 0.25));
    try (TrainingRows rows = found.rows()) {
      Map<Integer, List<String>> training = content(rows.training());
      Map<Integer, List<String>> heldOut = content(rows.holdout());
      assertThat(training).hasSize(30);
      assertThat(heldOut).hasSize(10).doesNotContainKeys(training.keySet().toArray(Integer[]::new));
      double mean =
          training.keySet().stream()
              .flatMapToInt(y -> IntStream.of(10 * y, 10 * y + 1))
              .average()
              .orElseThrow();
      NumericColumn v = (NumericColumn) rows.schema().features().get(0);
      assertThat(v.mean()).isCloseTo(mean, within(1e-9));
      assertThat(rows.facts().steps()).isEqualTo(60);
      assertThat(rows.facts().features()).hasSize(2);
      assertThat(rows.facts().warnings()).isEmpty();
      assertThat(found.graph()).isEqualTo(new GraphFacts(80, 80, 0, 1, 0));
    }
  }

  private static String many(int graphs, String more) {
    return joined(graphs, g -> g + ", " + g + ", 1" + more);
  }

  private static String manyNodes(int graphs) {
    return joined(
        graphs, g -> g + ", 0, " + 10 * g + ", 'c'; " + g + ", 1, " + (10 * g + 1) + ", 'd'");
  }

  private static String manyEdges(int graphs) {
    return joined(graphs, g -> g + ", 0, 1, 1");
  }

  private static String joined(int n, java.util.function.IntFunction<String> row) {
    return String.join("; ", IntStream.range(0, n).mapToObj(row).toList());
  }

  @Test
  void partitionsAndTheOrderOfRowsHaveNoSay() {
    GraphTables tables = tables(many(60, ""), manyNodes(60), manyEdges(60));
    GraphTables spread =
        new GraphTables(
            tables.nodes().with(tables.nodes().rows().orderBy("id").repartition(5)),
            tables.edges().with(tables.edges().rows().repartition(3)),
            tables.graphs().with(tables.graphs().rows().repartition(4)));
    try (TrainingRows rows = GraphRows.load(tables, request(true, null, 0.2)).rows();
        TrainingRows others = GraphRows.load(spread, request(true, null, 0.2)).rows()) {
      assertThat(Tables.sizes(rows.training())).containsExactly(26, 22);
      assertThat(Tables.bits(others)).isEqualTo(Tables.bits(rows));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "graphs|; 'ü', 21, 1|data.graphs: the graph with g ü comes twice, expected a row a graph; remove one of them",
        "graphs|; '8', 21, 1|data.graphs: the graph with g 8 has no node in nodes.csv, expected one at least; add it, or leave out the graph",
        "graphs|; '8', null, 1|data.graphs: label 'y' is missing in 1 of 5 rows; fill it or leave out those rows",
        "graphs|; null, 3, 1|data.graphs: column 'g' has rows without a value, expected the id of a graph; fill it",
        "nodes|; '8', 'x', 1, 'c'|data.nodes: a node has g 8, which is no g in graphs.csv; add the graph, or remove its nodes and edges",
        "nodes|; '7', '1', 1, 'c'|data.nodes: the node with id 1 comes twice in the graph with g 7, expected a row a node; remove one of them",
        "nodes|; '7', null, 1, 'c'|data.nodes: column 'id' has rows without a value, expected the id of a node; fill it",
        "edges|; '8', 'x', 'x', 1|data.edges: an edge has g 8, which is no g in graphs.csv; add the graph, or remove its nodes and edges",
        "edges|; '7', '1', 'x', 1|data.edges: an edge of the graph with g 7 has to x, which is no id of that graph in nodes.csv; add the node, or remove its edges",
        "edges|; '7', 'x', '1', 1|data.edges: an edge of the graph with g 7 has from x, which is no id of that graph in nodes.csv; add the node, or remove its edges"
      })
  void whatDoesNotFitTogetherIsNamed(String table, String row, String problem) {
    GraphTables tables =
        tables(
            GRAPHS + (table.equals("graphs") ? row : ""),
            NODES + (table.equals("nodes") ? row : ""),
            EDGES + (table.equals("edges") ? row : ""));
    assertThatThrownBy(() -> GraphRows.load(tables, request(true, null, 0)))
        .isInstanceOf(DataException.class)
        .hasMessage(problem);
  }
}
