package io.ganglion.spark;

import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;

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
    UsedColumns columns = UsedColumns.of(table, schema, target);
    RankedRows ranked = RankedRows.rank(columns, SEED);
    Split none = Split.of(0.0, SEED);
    boolean classed = !schema.label().classes().isEmpty();
    RowStatistics statistics = StatisticsJob.run(ranked, none, columns.features().size(), classed);
    Learned found = new Learned(columns, statistics);
    found.check(schema);
    int used = (int) Math.min(shards, ranked.count());
    ShardPlan plan = ShardPlan.of(none, ranked.count(), used, 0, schema.width(), SEED);
    ShardedRows sharded = ShardedRows.of(ranked, plan, RowEncoding.of(schema, target));
    return new LabelledRows(sharded.training(), found.facts(schema.label()));
  }

  @Override
  public void close() {
    rows.close();
  }
}
