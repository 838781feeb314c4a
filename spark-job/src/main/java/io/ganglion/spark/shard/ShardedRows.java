package io.ganglion.spark.shard;

import io.ganglion.data.Block;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.table.Split;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import scala.runtime.AbstractFunction1;

/**
 * Encoded rows in shards: a partition a shard, and in it the blocks in the order of the ranks.
 *
 * @param blocks of all shards
 * @param plan that put them there
 */
public record ShardedRows(JavaRDD<Block> blocks, ShardPlan plan) {

  /**
   * Encodes ranked rows, and sends each where the plan has it; nothing runs before it is asked for.
   */
  public static ShardedRows of(RankedRows ranked, ShardPlan plan, RowEncoding encoding) {
    JavaRDD<Block> blocks =
        JavaPairRDD.fromJavaRDD(
                ranked.chunks().zipPartitions(ranked.positions(), RowPacking.by(plan, encoding)))
            .repartitionAndSortWithinPartitions(new ShardWindows(plan))
            .mapPartitionsWithIndex(
                (shard, arriving) -> new WindowMerge(shard, arriving, plan, encoding), true);
    return new ShardedRows(blocks, plan);
  }

  /** The rows of each part that has some, in memory. */
  public Map<Split.Part, SparkCluster> load() {
    Map<Split.Part, SparkCluster> parts = new EnumMap<>(Split.Part.class);
    for (Split.Part part : Split.Part.values()) {
      if (plan.shards(part) > 0) {
        parts.put(part, new SparkCluster(rows(part), plan.rows(part)));
      }
    }
    SparkCluster.load(List.copyOf(parts.values()));
    return parts;
  }

  private JavaRDD<Block> rows(Split.Part part) {
    int from = plan.first(part);
    Between shards = new Between(from, from + plan.shards(part));
    return JavaRDD.fromRDD(PartitionPruningRDD.create(blocks.rdd(), shards), blocks.classTag());
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
