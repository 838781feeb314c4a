package io.ganglion.spark.cluster;

import io.ganglion.data.Block;
import io.ganglion.train.Cluster;
import io.ganglion.train.Partial;
import io.ganglion.train.ShardTask;
import io.ganglion.train.Total;
import io.ganglion.train.TrainState;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.RDDInfo;
import org.apache.spark.storage.StorageLevel;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Shards of rows as the cached partitions of an RDD, one partition a shard. */
public final class SparkCluster implements Cluster {
  private static final ClassTag<Partial> PARTIAL = ClassTag$.MODULE$.apply(Partial.class);

  private final SparkContext spark;
  private final JavaSparkContext context;
  private final JavaRDD<Block> blocks;
  private final int shards;
  private final long examples;
  private long[] examplesOf;

  /**
   * Of the last run: Spark's cleaner removes what nothing refers to, and complains in the log where
   * that is removed at the same moment.
   */
  @SuppressWarnings("UnusedVariable")
  private Broadcast<TrainState> destroyed;

  /**
   * Keeps the blocks in memory, as objects, and on disk where memory does not suffice; they are
   * computed when first used.
   *
   * @param blocks one partition a shard, the blocks of a partition in their fixed order
   * @param examples the number of examples in all blocks
   */
  public SparkCluster(JavaRDD<Block> blocks, long examples) {
    this.blocks = blocks.persist(StorageLevel.MEMORY_AND_DISK());
    this.spark = blocks.context();
    this.context = JavaSparkContext.fromSparkContext(spark);
    this.shards = blocks.getNumPartitions();
    this.examples = examples;
  }

  @Override
  public int shards() {
    return shards;
  }

  @Override
  public long examples() {
    return examples;
  }

  @Override
  public int parallelism() {
    int cores = context.getConf().getInt("spark.task.cpus", 1);
    return Math.max(1, spark.defaultParallelism() / cores);
  }

  /**
   * The bytes of the blocks that lie in memory and on disk; 0 before they are computed.
   *
   * @return both, in this order
   */
  public long[] stored() {
    for (RDDInfo info : spark.getRDDStorageInfo()) {
      if (info.id() == blocks.id()) {
        return new long[] {info.memSize(), info.diskSize()};
      }
    }
    return new long[2];
  }

  @Override
  public Total run(String label, TrainState state, ShardTask task) {
    if (examplesOf == null) {
      load();
    }
    Broadcast<TrainState> broadcast = context.broadcast(state);
    OrderedMerge merge = new OrderedMerge(shards);
    spark.setJobDescription(label);
    try {
      spark.runJob(blocks.rdd(), new ShardFunction(task, broadcast, examplesOf), merge, PARTIAL);
    } finally {
      spark.setJobDescription(null);
      broadcast.destroy();
      destroyed = broadcast;
    }
    LiveMetrics.merged(merge.nanos());
    return merge.total();
  }

  /**
   * Computes the blocks and counts their examples; the first run does it where nobody did.
   *
   * @throws IllegalStateException if the number of examples is not the expected one
   */
  public void load() {
    load(List.of(this));
  }

  /**
   * Does that for several clusters of one context, in one job.
   *
   * @throws IllegalStateException if the number of examples of one is not the expected one
   */
  public static void load(List<SparkCluster> clusters) {
    SparkCluster first = clusters.get(0);
    JavaRDD<Block> all =
        clusters.stream().map(cluster -> cluster.blocks).reduce(JavaRDD::union).orElseThrow();
    int shards = all.getNumPartitions();
    first.spark.setJobDescription("data: pack the rows of " + shards + " shards");
    try {
      List<Long> found = all.mapPartitions(SparkCluster::count).collect();
      int from = 0;
      for (SparkCluster cluster : clusters) {
        cluster.found(found.subList(from, from + cluster.shards));
        from += cluster.shards;
      }
    } finally {
      first.spark.setJobDescription(null);
    }
  }

  private void found(List<Long> ofShards) {
    long[] found = ofShards.stream().mapToLong(Long::longValue).toArray();
    long all = Arrays.stream(found).sum();
    if (all != examples) {
      throw new IllegalStateException("expected " + examples + " rows, found " + all);
    }
    examplesOf = found;
  }

  private static Iterator<Long> count(Iterator<Block> blocks) {
    long examples = 0;
    while (blocks.hasNext()) {
      examples += blocks.next().examples;
    }
    return List.of(examples).iterator();
  }

  /** The cached rows, for looking at. */
  public JavaRDD<Block> blocks() {
    return blocks;
  }

  @Override
  public void close() {
    blocks.unpersist();
  }
}
