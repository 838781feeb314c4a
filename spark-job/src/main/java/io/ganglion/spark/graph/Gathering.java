package io.ganglion.spark.graph;

import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.spark.cluster.SparkCluster;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts examples that lie in a graph into shards, with the nodes around them.
 *
 * @param target what the loss reads
 * @param keys positions of the columns of examples that name their nodes
 * @param weighted whether examples have weights
 */
record Gathering(
    GraphPartitions graph,
    Schema schema,
    Loss.Target target,
    List<Integer> keys,
    boolean weighted) {
  /** About the values of a block: its nodes are in one task's memory at once. */
  private static final long UNIT_VALUES = 32_000_000;

  private static final int MOST_UNIT_EXAMPLES = 1 << 14;
  private static final int LEAST_UNIT_EXAMPLES = 256;

  /**
   * The examples in memory; null where there are none.
   *
   * @param count the number of examples
   * @param most shards
   * @param fanOut by hop: the most neighbours of a node that are followed
   * @param classWeights by index of a class; empty where each counts 1
   */
  SparkCluster load(
      Dataset<Row> examples,
      long count,
      int most,
      List<Integer> fanOut,
      List<Double> classWeights) {
    if (count == 0) {
      return null;
    }
    int shards = (int) Math.min(most, count);
    long perUnit = perUnit(fanOut);
    UnitPlan units =
        new UnitPlan(shards, (int) Math.max(1, (count / shards + perUnit - 1) / perUnit));
    ExamplePacking packing =
        new ExamplePacking(schema.label(), target, keys, classWeights, weighted, units);
    NeighbourhoodJob job =
        new NeighbourhoodJob(
            graph.count(),
            units,
            fanOut.stream().mapToInt(i -> i).toArray(),
            keys.size(),
            packing.targets());
    try (NeighbourhoodJob.Gathered gathered =
        job.gather(graph.parts(), examples.toJavaRDD().mapPartitionsToPair(packing))) {
      SparkCluster cluster = new SparkCluster(gathered.blocks(), count);
      cluster.load();
      return cluster;
    }
  }

  /** About as many examples as a block holds with all that they hear. */
  private long perUnit(List<Integer> fanOut) {
    double nodes = 1.0;
    double hop = 1.0;
    for (int most : fanOut) {
      hop *= Math.min(most, Math.max(1.0, graph.facts().meanHeard()));
      nodes += hop;
    }
    int width = schema.width() + schema.categories().size() + 2;
    double fits = UNIT_VALUES / (nodes * keys.size() * width);
    return (long) Math.max(LEAST_UNIT_EXAMPLES, Math.min(MOST_UNIT_EXAMPLES, fits));
  }
}
