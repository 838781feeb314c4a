package io.ganglion.spark.shard;

import org.apache.spark.Partitioner;

/** Sends number k to the partition k mod n. */
public final class RemainderPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int partitions;

  /** Spreads over so many partitions. */
  public RemainderPartitioner(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key % partitions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RemainderPartitioner p && p.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
