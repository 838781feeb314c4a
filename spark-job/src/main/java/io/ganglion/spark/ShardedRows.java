package io.ganglion.spark;

import io.ganglion.data.Block;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import scala.runtime.AbstractFunction1;

/**
 * Encoded rows in shards: a partition a shard, and in it the blocks in the order of the ranks.
 *
 * @param blocks of all shards
 * @param plan that put them there
 */
record ShardedRows(JavaRDD<Block> blocks, ShardPlan plan) {

  static ShardedRows of(RankedRows ranked, ShardPlan plan, RowEncoding encoding) {
    BucketOffsets offsets = ranked.offsets();
    int blockRows = plan.blockRows();
    JavaRDD<Block> blocks =
        ranked
            .rows()
            .mapPartitionsToPair(rows -> new RowPacking(rows, offsets, plan, encoding))
            .repartitionAndSortWithinPartitions(new ShardPartitioner(plan.shards()))
            .mapPartitions(arriving -> new WindowMerge(arriving, blockRows, encoding), true);
    return new ShardedRows(blocks, plan);
  }

  /** The training rows, in memory. */
  SparkCluster training() {
    long heldOut = plan.split().heldOutBefore(plan.rows());
    return cluster(0, plan.trainingShards(), plan.rows() - heldOut);
  }

  /** The held-out rows, in memory; null where there are none. */
  SparkCluster heldOut() {
    return plan.heldOutShards() == 0
        ? null
        : cluster(plan.trainingShards(), plan.shards(), plan.split().heldOutBefore(plan.rows()));
  }

  private SparkCluster cluster(int from, int to, long examples) {
    JavaRDD<Block> part =
        JavaRDD.fromRDD(
            PartitionPruningRDD.create(blocks.rdd(), new Between(from, to)), blocks.classTag());
    SparkCluster cluster = new SparkCluster(part, examples);
    cluster.load();
    return cluster;
  }

  private static final class Between extends AbstractFunction1<Object, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int from;
    private final int to;

    Between(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public Object apply(Object partition) {
      int index = (Integer) partition;
      return index >= from && index < to;
    }
  }
}
