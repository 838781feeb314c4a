package io.ganglion.spark.training;

import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.facts.DataWarnings;
import io.ganglion.spark.facts.FactsJob;
import io.ganglion.spark.facts.Labels;
import io.ganglion.spark.facts.Learned;
import io.ganglion.spark.facts.RowFacts;
import io.ganglion.spark.facts.ValueCheck;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.sequence.SequenceTables;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.shard.RowEncoding;
import io.ganglion.spark.shard.ShardPlan;
import io.ganglion.spark.shard.ShardedRows;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Split;
import io.ganglion.spark.table.Table;
import java.util.List;
import java.util.Map;

/**
 * A labelled table as shards in memory, for a model that is there.
 *
 * @param rows all of them
 * @param facts for the report
 */
public record LabelledRows(SparkCluster rows, DataFacts facts) implements AutoCloseable {
  private static final long SEED = 0;

  /**
   * Reads a table once and packs its rows into shards, by the columns of a model.
   *
   * @param target what the loss reads
   * @param shards the number of shards, less where there are less rows
   * @throws DataException if columns or values cannot be used, or a class is unknown to the model
   */
  public static LabelledRows load(Table table, Schema schema, Loss.Target target, int shards) {
    boolean gathered = schema.sequences() == null || table.ofSequences();
    Table examples = gathered ? table : SequenceTables.labelled(table, schema);
    UsedColumns columns = UsedColumns.of(examples, schema, target);
    try (RankedRows ranked = RankedRows.rank(columns, SEED)) {
      RowFacts facts = FactsJob.run(ranked, Split.NONE);
      ValueCheck.usable(columns, facts, schema.vector() == null ? -1 : schema.vector().size());
      if (schema.label().classed()) {
        Labels.known(columns, facts, schema.label());
      }
      Map<Split.Part, Integer> parts =
          Map.of(Split.Part.TRAINING, (int) Math.min(shards, ranked.count()));
      int width = TrainingRows.width(schema, facts);
      ShardPlan plan = ShardPlan.of(Split.NONE, ranked.count(), parts, width, SEED);
      RowEncoding encoding = new RowEncoding(columns.layout(), schema, target, List.of());
      ShardedRows sharded = ShardedRows.of(ranked, plan, encoding);
      DataFacts found =
          DataFacts.ofOther(
              table.location(),
              ranked.count(),
              facts.allSteps(),
              Learned.classes(schema.label(), columns, facts),
              DataWarnings.ofOther(columns, facts, schema));
      return new LabelledRows(sharded.load().get(Split.Part.TRAINING), found);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
