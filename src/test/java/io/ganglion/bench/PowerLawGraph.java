package io.ganglion.bench;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.randn;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * A directed graph whose degrees follow a power law with the exponent 2.5: the ends of each edge
 * are drawn by rank, {@code N u³} for a uniform u, so that the greatest hub has about {@code E /
 * N^(1/3)} edges. Nodes have a class of 8 and features with a weak trace of it; most edges lead to
 * the same class. The class of {@link #LABELLED_PERCENT} percent of the nodes is known.
 */
final class PowerLawGraph {
  static final int CLASSES = 8;
  static final int FEATURES = 64;
  static final int EDGES_PER_NODE = 10;

  static final int LABELLED_PERCENT = 12;

  private static final int PARTITIONS = 16;
  private static final double SAME_CLASS = 0.7;

  /** Ranks times this, modulo the number of nodes, spread the hubs over the ids. */
  private static final long PRIME = 1_000_003;

  private PowerLawGraph() {}

  /**
   * Writes the tables {@code nodes.parquet} and {@code edges.parquet}.
   *
   * @param nodes a multiple of {@link #CLASSES}
   */
  static void write(SparkSession spark, String folder, long nodes) {
    Column[] features = new Column[FEATURES];
    Arrays.setAll(features, f -> feature(f).cast("float"));
    Column labelled = pmod(hash(col("id"), lit(7)), lit(100)).lt(lit(LABELLED_PERCENT));
    spark
        .range(0, nodes, 1, PARTITIONS)
        .select(
            col("id").as("node"),
            when(labelled, pmod(col("id"), lit(CLASSES)).cast("int")).as("kind"),
            array(features).as("features"))
        .write()
        .parquet(folder + "/nodes.parquet");
    Column end = col("end");
    Column same = end.minus(pmod(end, lit(CLASSES))).plus(pmod(col("target"), lit(CLASSES)));
    spark
        .range(0, nodes * EDGES_PER_NODE, 1, PARTITIONS)
        .select(drawn(nodes, 101).as("target"), drawn(nodes, 102).as("end"))
        .select(
            when(rand(103).lt(lit(SAME_CLASS)), same).otherwise(end).as("source"), col("target"))
        .write()
        .parquet(folder + "/edges.parquet");
  }

  private static Column feature(int f) {
    Column trace = when(pmod(col("id"), lit(CLASSES)).equalTo(lit(f % CLASSES)), 0.3).otherwise(0);
    return randn(f).plus(trace);
  }

  private static Column drawn(long nodes, int seed) {
    Column rank = floor(pow(rand(seed), lit(3.0)).multiply(lit(nodes)));
    return pmod(rank.multiply(lit(PRIME)), lit(nodes));
  }
}
