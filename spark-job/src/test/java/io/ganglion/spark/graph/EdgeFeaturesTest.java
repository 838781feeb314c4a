package io.ganglion.spark.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.Block;
import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.training.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features of edges, from tables into blocks: of nodes x = 1, 2, 3, which tell edges apart. */
class EdgeFeaturesTest {
  private final SparkSession spark = LocalSpark.session(2);

  private Table table(String name, String columns, String... rows) {
    return new Table("data." + name, name + ".csv", Tables.sql(spark, columns, rows).rows());
  }

  /** Edges of length 1 and 3, one of them twice, and one with the other length beside it. */
  private GraphTables tables(boolean many, String first) {
    return new GraphTables(
        table(
            "nodes",
            "g, node, x, y",
            "1, 'a', 1.0, 10.0",
            "1, 'b', 2.0, 20.0",
            "1, 'c', 3.0, 30.0"),
        table(
            "edges",
            "g, from, to, length, kind",
            first,
            "1, 'a', 'b', 1.0, 'road'",
            "1, 'a', 'b', 3.0, 'rail'",
            "1, 'b', 'c', 3.0, null"),
        many ? table("graphs", "g, y", "1, 10.0") : null);
  }

  private static GraphRequest request(boolean many, List<String> edgeFeatures, String... names) {
    GraphForm form =
        new GraphForm(many ? "g" : null, "node", "from", "to", true, null, 100, List.of());
    ColumnRoles roles =
        new ColumnRoles(List.of("y"), List.of("x"), List.of(), List.of(names), null);
    return new GraphRequest(
        Tables.request(roles, Loss.Target.NUMBERS, 0.0, 1),
        new Graphs(form, false),
        many ? List.of() : List.of(Integer.MAX_VALUE),
        edgeFeatures,
        0);
  }

  /** Each edge as source, target and numbers. */
  private static List<String> edges(Block block) {
    List<String> edges = new ArrayList<>();
    for (int row = 0; row < block.rows; row++) {
      for (int k = block.edgeStart[row]; k < block.edgeStart[row + 1]; k++) {
        StringBuilder edge = new StringBuilder();
        edge.append((int) block.numeric[block.source[k] * block.numericColumns]).append('>');
        edge.append((int) block.numeric[row * block.numericColumns]).append(':');
        for (int c = 0; c < block.edgeColumns; c++) {
          edge.append(' ').append(block.edgeNumeric[k * block.edgeColumns + c]);
        }
        edges.add(edge.toString());
      }
    }
    return edges.stream().sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothDirectionsHaveThemAndEdgesThatComeTwiceCountTwice(boolean many) {
    GraphTables tables = tables(many, "1, 'a', 'b', 1.0, 'road'");
    GraphRequest request = request(many, List.of("length", "kind"));
    try (TrainingRows rows = GraphRows.load(tables, request).rows()) {
      Schema schema = rows.schema();
      assertThat(schema.graphs().edgeFeatures().stream().map(FeatureColumn::name))
          .containsExactly("length", "kind");
      assertThat(schema.columns().edgeFeatures()).isEqualTo(3);
      Block block = Tables.blocks(rows.training()).get(0).get(0);
      List<String> expected =
          Stream.of(
                  "a>b: -1.0 0.0 1.0", "a>b: -1.0 0.0 1.0", "a>b: 1.0 1.0 0.0", "b>c: 1.0 0.0 0.0")
              .map(edge -> edge.replace('a', '1').replace('b', '2').replace('c', '3'))
              .flatMap(
                  edge ->
                      Stream.of(edge, edge.charAt(2) + ">" + edge.charAt(0) + edge.substring(3)))
              .sorted()
              .toList();
      assertThat(block.rows).isEqualTo(3);
      assertThat(edges(block)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void numbersOfEdgesMayBeNames(boolean many) {
    GraphTables tables = tables(many, "1, 'a', 'b', 1.0, 'road'");
    GraphRequest request = request(many, List.of("length"), "length");
    try (TrainingRows rows = GraphRows.load(tables, request).rows()) {
      assertThat(rows.schema().graphs().edgeFeatures())
          .containsExactly(new CategoricalColumn("length", List.of("1", "3"), true, 0));
    }
  }

  @Test
  void aModelNeedsItsColumnsOfEdges() {
    GraphTables tables = tables(false, "1, 'a', 'b', 1.0, 'road'");
    try (TrainingRows rows = GraphRows.load(tables, request(false, List.of("length"))).rows()) {
      GraphTables others =
          new GraphTables(
              tables.nodes(), tables.edges().with(tables.edges().rows().drop("length")), null);
      assertThatThrownBy(
              () -> LabelledGraph.load(others, rows.schema(), Loss.Target.NUMBERS, 1, null))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "data.edges: the model needs column 'length', which is not in edges.csv; expected one"
                  + " of g, from, to, kind");
      GraphTables texts =
          new GraphTables(
              tables.nodes(),
              tables
                  .edges()
                  .with(tables.edges().rows().selectExpr("g", "from", "to", "'far' as length")),
              null);
      assertThatThrownBy(
              () -> LabelledGraph.load(texts, rows.schema(), Loss.Target.NUMBERS, 1, null))
          .isInstanceOf(DataException.class)
          .hasMessageMatching(
              "data.edges: column 'length': expected a number, found 'far' of edge [ab],[bc];"
                  + " correct it");
    }
    assertThatThrownBy(() -> GraphRows.load(tables, request(false, List.of("width"))))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data.edges: edges.csv has no column 'width'");
  }
}
