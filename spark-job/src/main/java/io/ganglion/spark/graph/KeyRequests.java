package io.ganglion.spark.graph;

import io.ganglion.spark.shard.LongOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import scala.Tuple2;

/** Sorts keys by the partitions that hold their nodes. */
final class KeyRequests {
  private KeyRequests() {}

  /** A request to each partition for the first n keys that it holds, each once. */
  static List<Tuple2<Integer, KeyRequest>> of(int unit, long[] keys, int n, int partitions) {
    long[] distinct = LongOrder.distinct(keys, n);
    int[] counts = new int[partitions];
    for (long key : distinct) {
      counts[NodeKeys.partition(key, partitions)]++;
    }
    long[][] byPartition = new long[partitions][];
    Arrays.setAll(byPartition, p -> new long[counts[p]]);
    Arrays.fill(counts, 0);
    for (long key : distinct) {
      int p = NodeKeys.partition(key, partitions);
      byPartition[p][counts[p]++] = key;
    }
    List<Tuple2<Integer, KeyRequest>> requests = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      if (byPartition[p].length > 0) {
        requests.add(new Tuple2<>(p, new KeyRequest(unit, byPartition[p])));
      }
    }
    return requests;
  }
}
