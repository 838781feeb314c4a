package io.ganglion.spark.graph;

import io.ganglion.tensor.Seeds;
import java.io.Serializable;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * How examples are spread over units, of each of which a block is made.
 *
 * @param shards that the units belong to
 * @param unitsPerShard the most units of a shard
 */
record UnitPlan(int shards, int unitsPerShard) implements Serializable {
  /** The unit of an example at a place among all, whose order among others is a hash. */
  int unit(long place, long order) {
    int shard = (int) (place % shards);
    return shard * unitsPerShard + Seeds.below(unitsPerShard, Seeds.mix(order));
  }

  /** What belongs to units, sorted by these, that of a shard in its partition. */
  <T> JavaRDD<Tuple2<Integer, T>> byUnit(JavaPairRDD<Integer, T> pairs) {
    return pairs.repartitionAndSortWithinPartitions(new UnitShards(this)).map(pair -> pair);
  }

  /** Sends the units of a shard to its partition. */
  private static final class UnitShards extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final UnitPlan plan;

    UnitShards(UnitPlan plan) {
      this.plan = plan;
    }

    @Override
    public int numPartitions() {
      return plan.shards;
    }

    @Override
    public int getPartition(Object unit) {
      return (Integer) unit / plan.unitsPerShard;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof UnitShards shards && shards.plan.equals(plan);
    }

    @Override
    public int hashCode() {
      return plan.hashCode();
    }
  }
}
