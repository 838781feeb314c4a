package io.ganglion.spark.cluster;

import io.ganglion.train.Partial;
import io.ganglion.train.Total;
import scala.Function2;
import scala.runtime.BoxedUnit;

/**
 * Adds the results of the shards in the order of the shards: one that arrives early waits for its
 * turn.
 *
 * <p>Spark hands over one result at a time.
 */
final class OrderedMerge implements Function2<Object, Partial, BoxedUnit> {
  private final Total total = new Total();
  private final Partial[] early;
  private int next;
  private long nanos;

  OrderedMerge(int shards) {
    this.early = new Partial[shards];
  }

  @Override
  public BoxedUnit apply(Object shard, Partial partial) {
    long began = System.nanoTime();
    early[(Integer) shard] = partial;
    while (next < early.length && early[next] != null) {
      total.add(early[next]);
      early[next++] = null;
    }
    nanos += System.nanoTime() - began;
    return BoxedUnit.UNIT;
  }

  /** The time that adding has taken. */
  long nanos() {
    return nanos;
  }

  /**
   * The merged result.
   *
   * @throws IllegalStateException if the result of a shard has not come
   */
  Total total() {
    if (next < early.length) {
      throw new IllegalStateException(
          "expected the results of " + early.length + " shards, found those of the first " + next);
    }
    return total;
  }
}
