package io.ganglion.spark.graph;

import io.ganglion.data.GraphForm;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.LabelledRows;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.util.List;

/** Labelled graphs, each of which is an example, as shards in memory, for a model that is there. */
public final class LabelledSets {
  private static final long SEED = 0;

  private LabelledSets() {}

  /**
   * Packs graphs with their nodes and edges, by the columns of a model.
   *
   * @param target what the loss reads
   * @param filter of the graphs to take, in Spark SQL; null for all
   * @throws DataException if columns, values, nodes or edges cannot be used, or a class is unknown
   *     to the model
   */
  public static LabelledRows load(
      GraphTables tables, Schema schema, Loss.Target target, String filter) {
    return SourceFailures.unwrapped(() -> read(tables, schema, target, filter));
  }

  private static LabelledRows read(
      GraphTables tables, Schema schema, Loss.Target target, String filter) {
    GraphForm form = schema.graphs().form();
    LabelColumn label = schema.label();
    TrainingRequest request = TrainingRequest.ofLabels(schema, target, SEED);
    Table graphs = SetTables.asked(tables.graphs(), form, filter);
    GraphSets.checkLabels(GraphSets.used(graphs), request.roles(), target, SEED);
    GraphTables vectors =
        new GraphTables(GraphColumns.vectors(tables.nodes(), form), tables.edges(), graphs);
    try (SetTables set = SetTables.of(graphs, LabelledNodes.all(graphs, request), vectors, form)) {
      LabelColumn key = LabelColumn.number(GraphPartitions.KEY, TargetScaling.NONE);
      UsedColumns.of(set.nodes(), new Schema(schema.features(), key), Loss.Target.NUMBERS);
      ExampleCounts counts =
          ExampleCounts.of(graphs, "graph", form.id(), set.usedExamples(), label);
      long count = counts.of(TableSplits.TRAINING);
      long nodes = set.usedNodes();
      boolean weighted = schema.weight() != null;
      SparkCluster rows =
          new SetGathering(set, schema, target, weighted, (double) nodes / count)
              .load(TableSplits.TRAINING, count, TrainingRows.TEST_SHARDS, List.of());
      DataFacts facts =
          DataFacts.ofOther(
              tables.graphs().location(), count, nodes, counts.classes(label), List.of());
      return new LabelledRows(rows, facts);
    }
  }
}
