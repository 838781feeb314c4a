package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.lit;

import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.facts.DataWarnings;
import io.ganglion.spark.facts.Learned;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Split;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.training.TrainingRequest;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Pairs of nodes as shards in memory, each with the nodes that both hear. */
final class LinkRows {
  /** What the label of a pair is called: 1 where there is an edge, 0 where there is none. */
  private static final String EDGE = "edge";

  /** A column beside those of the nodes, which have no label. */
  private static final String NONE = "no label";

  private LinkRows() {}

  /**
   * Learns the columns of all nodes, and gathers what the nodes of each pair hear.
   *
   * @throws DataException if columns, values or edges cannot be used, or a part is empty
   */
  static GraphRows load(GraphTables tables, GraphRequest request) {
    GraphForm form = request.graphs().form();
    Table keyed = GraphPartitions.keyed(GraphColumns.vectors(tables.nodes(), form), form);
    Dataset<Row> kept =
        keyed.rows().withColumn(NONE, lit(0.0)).persist(StorageLevel.MEMORY_AND_DISK());
    Graphs graphs = EdgeColumns.learned(tables.edges(), request);
    LinkPairs pairs = new LinkPairs(tables.edges(), graphs, request.rows());
    Table nodes = keyed.with(kept);
    Dataset<Row> examples = KeptRows.of(pairs.examples(nodes, request.negatives()));
    try {
      pairs.checkNodes(nodes, tables.edges());
      return load(nodes, tables.edges(), graphs, pairs, examples, request);
    } finally {
      examples.unpersist();
      kept.unpersist();
    }
  }

  private static GraphRows load(
      Table nodes,
      Table edges,
      Graphs graphs,
      LinkPairs pairs,
      Dataset<Row> examples,
      GraphRequest request) {
    TrainingRequest wanted = request.rows();
    GraphForm form = request.graphs().form();
    UsedColumns columns = UsedColumns.of(nodes, nodeRoles(nodes, request), Loss.Target.NUMBERS);
    try (RankedRows ranked = RankedRows.rank(columns, wanted.seed())) {
      Learned learned = Learned.of(ranked, Split.NONE);
      Schema ofNodes = learned.withoutLabel();
      Schema schema =
          wanted.schema(
              ofNodes
                  .withLabel(LabelColumn.classes(EDGE, List.of("0", "1"), true))
                  .withGraphs(graphs));
      ExampleCounts counts = ExampleCounts.of(nodes, "node", form.node(), examples, schema.label());
      DataFacts facts =
          GraphRows.facts(
              edges.location(),
              learned,
              DataWarnings.ofTraining(columns, learned.rowFacts(), ofNodes).stream()
                  .filter(warning -> !warning.contains(NONE))
                  .toList(),
              counts,
              ofNodes,
              schema.label());
      try (GraphPartitions graph =
          GraphPartitions.of(nodes, schema, edges, pairs.heard(), form, wanted.seed())) {
        Gathering gathering =
            new Gathering(graph, schema, wanted.target(), List.of(0, 1), request.negatives() > 1);
        return new GraphRows(
            GraphRows.clusters(gathering, examples, counts, request, facts), graph.facts());
      }
    }
  }

  private static ColumnRoles nodeRoles(Table nodes, GraphRequest request) {
    ColumnRoles roles = request.rows().roles();
    List<String> exclude = new ArrayList<>(roles.exclude());
    exclude.add(GraphPartitions.KEY);
    return new ColumnRoles(
        List.of(NONE),
        roles.features(),
        exclude,
        EdgeColumns.categoricalOfNodes(nodes, request),
        null);
  }
}
