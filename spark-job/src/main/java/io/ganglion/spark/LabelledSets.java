package io.ganglion.spark;

import io.ganglion.data.GraphForm;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
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
    ColumnRoles roles =
        new ColumnRoles(label.names(), List.of(), List.of(), List.of(), schema.weight());
    TrainingRequest request =
        new TrainingRequest(
            roles, null, target, TargetUnits.RAW, ClassWeights.NONE, 0.0, 0.0, SEED, n -> 1);
    Table graphs = SetTables.asked(tables.graphs(), form, filter);
    GraphSets.checkLabels(GraphSets.used(graphs), roles, target, SEED);
    GraphTables vectors =
        new GraphTables(GraphColumns.vectors(tables.nodes(), form), tables.edges(), graphs);
    try (SetTables set = SetTables.of(graphs, LabelledNodes.all(graphs, request), vectors, form)) {
      LabelColumn key = LabelColumn.number(GraphPartitions.KEY, TargetScaling.NONE);
      UsedColumns.of(set.nodes(), new Schema(schema.features(), key), Loss.Target.NUMBERS);
      ExampleCounts counts =
          ExampleCounts.of(
              graphs, "graph", form.id(), LabelledNodes.examples(graphs, request), label);
      long count = counts.of(TableSplits.TRAINING);
      long nodes = set.usedNodes();
      boolean weighted = schema.weight() != null;
      SparkCluster rows =
          new SetGathering(set, schema, target, weighted, (double) nodes / count)
              .load(TableSplits.TRAINING, count, TrainingRows.TEST_SHARDS, List.of());
      DataFacts facts =
          new DataFacts(
              tables.graphs().location(),
              count,
              0,
              0,
              nodes,
              List.of(),
              List.of(),
              counts.classes(label),
              List.of());
      return new LabelledRows(rows, facts);
    }
  }
}
