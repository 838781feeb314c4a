package io.ganglion.spark;

import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;

/**
 * A training table as shards in memory, with what was learned of its columns.
 *
 * @param schema of the columns
 * @param training the rows to learn from
 * @param holdout the held-out rows; null without any
 * @param facts for the report
 */
public record TrainingRows(
    Schema schema, SparkCluster training, SparkCluster holdout, DataFacts facts)
    implements AutoCloseable {

  /**
   * Reads a table once, splits it, learns its columns from the training rows, and packs all rows
   * into shards. What comes out depends on the rows and the request alone: not on their order, on
   * files, on partitions or on the cluster.
   *
   * @throws DataException if columns or values cannot be used, or a split is empty
   */
  public static TrainingRows load(Table table, TrainingRequest request) {
    UsedColumns columns = UsedColumns.of(table, request.roles(), request.target());
    RankedRows ranked = RankedRows.rank(columns, request.seed());
    Split split = Split.of(request.holdout(), request.seed());
    long heldOut = split.heldOutBefore(ranked.count());
    long learned = ranked.count() - heldOut;
    checkSplit(table, request.holdout(), learned, heldOut);

    boolean classed = request.target() != Loss.Target.NUMBERS;
    RowStatistics statistics = StatisticsJob.run(ranked, split, columns.features().size(), classed);
    Learned found = new Learned(columns, statistics);
    Schema schema = found.schema(request.target(), request.standardized());

    int shards = request.shards().applyAsInt(learned);
    int heldOutShards = (int) Math.min(shards, heldOut);
    ShardPlan plan =
        ShardPlan.of(split, ranked.count(), shards, heldOutShards, schema.width(), request.seed());
    ShardedRows sharded = ShardedRows.of(ranked, plan, RowEncoding.of(schema, request.target()));
    return new TrainingRows(
        schema, sharded.training(), sharded.heldOut(), found.facts(schema.label()));
  }

  private static void checkSplit(Table table, double share, long learned, long heldOut) {
    if (learned == 0 || (share > 0.0 && heldOut == 0)) {
      throw new DataException(
          table.where()
              + ": a holdout of "
              + share
              + " leaves "
              + learned
              + " training and "
              + heldOut
              + " held-out rows of "
              + (learned + heldOut)
              + "; take another share or more rows");
    }
  }

  @Override
  public void close() {
    training.close();
    if (holdout != null) {
      holdout.close();
    }
  }
}
