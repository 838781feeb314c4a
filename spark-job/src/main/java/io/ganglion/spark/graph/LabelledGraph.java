package io.ganglion.spark.graph;

import io.ganglion.data.GraphForm;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSource;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.LabelledRows;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The labelled nodes of a graph as shards in memory, for a model that is there. */
public final class LabelledGraph {
  private static final long SEED = 0;

  private LabelledGraph() {}

  /**
   * Gathers all that each labelled node hears, by the columns of a model.
   *
   * @param target what the loss reads
   * @param hops that the model's network reaches
   * @param filter of the nodes to take, in Spark SQL; null for all that have a label
   * @throws DataException if columns, values or edges cannot be used, or a class is unknown to the
   *     model
   */
  public static LabelledRows load(
      GraphTables tables, Schema schema, Loss.Target target, int hops, String filter) {
    return SourceFailures.unwrapped(() -> read(tables, schema, target, hops, filter));
  }

  private static LabelledRows read(
      GraphTables tables, Schema schema, Loss.Target target, int hops, String filter) {
    GraphForm form = schema.graphs().form();
    TrainingRequest request = TrainingRequest.ofLabels(schema, target, SEED);
    Table keyed = GraphPartitions.keyed(GraphColumns.vectors(tables.nodes(), form), form);
    UsedColumns.of(keyed, schema, target);
    Table nodes = LabelledNodes.split(keyed, request);
    Table asked = nodes.with(TableSource.filtered("--where", nodes.rows(), filter));
    Dataset<Row> examples = LabelledNodes.examples(asked, request);
    ExampleCounts counts = ExampleCounts.of(nodes, "node", form.node(), examples, schema.label());
    long count = counts.of(TableSplits.TRAINING);
    if (count == 0) {
      throw new DataException(
          "%s: expected nodes with a label '%s'%s, found none in %s"
              .formatted(
                  nodes.where(),
                  schema.label().title(),
                  filter == null ? "" : " where " + filter,
                  nodes.location()));
    }
    Dataset<EdgeRow> edges = GraphPartitions.edges(tables.edges(), schema);
    try (GraphPartitions graph =
        GraphPartitions.of(nodes, schema, tables.edges(), edges, form, SEED)) {
      Gathering gathering =
          new Gathering(graph, schema, target, List.of(0), schema.weight() != null);
      List<Integer> all = Collections.nCopies(hops, Integer.MAX_VALUE);
      SparkCluster rows = gathering.load(examples, count, TrainingRows.TEST_SHARDS, all, List.of());
      DataFacts facts =
          DataFacts.ofOther(
              nodes.location(),
              count,
              graph.facts().nodes(),
              counts.classes(schema.label()),
              List.of());
      return new LabelledRows(rows, facts);
    }
  }
}
