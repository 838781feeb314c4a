package io.ganglion.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.shiftright;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Rows in an order that their content alone decides: by hash, and by content where hashes agree. A
 * row's position in that order is the number of rows in the buckets before its own and its place
 * within the bucket; partitions, files and the order of arrival have no say in it.
 *
 * @param rows each partition in order, each bucket in one partition
 * @param offsets where each bucket begins
 */
record RankedRows(JavaRDD<HashedRow> rows, BucketOffsets offsets) {
  private static final int FEWEST_PARTITIONS = 8;
  private static final int PARTITIONS_A_SPLIT = 4;

  private static final int BUCKET_SHIFT = 56;

  /**
   * Reads the table, once, and counts its buckets.
   *
   * @throws DataException if the table cannot be read, or is empty
   */
  static RankedRows rank(UsedColumns columns, long seed) {
    Table table = columns.table();
    RankedRows ranked =
        SourceFailures.explained(
            table.where(),
            table.location(),
            () -> shuffle(columns, seed, partitions(table.rows().javaRDD().getNumPartitions())));
    if (ranked.count() == 0) {
      throw table.empty();
    }
    return ranked;
  }

  /** Enough for a big table, few for a small one: a matter of speed alone. */
  private static int partitions(int splits) {
    return Math.max(
        FEWEST_PARTITIONS, Math.min(BucketOffsets.BUCKETS, PARTITIONS_A_SPLIT * splits));
  }

  static RankedRows shuffle(UsedColumns columns, long seed, int partitions) {
    JavaRDD<HashedRow> rows =
        columns
            .hashed(seed)
            .repartition(partitions, shiftright(col("hash"), BUCKET_SHIFT))
            .sortWithinPartitions("hash", "features", "number", "text")
            .toJavaRDD();
    return new RankedRows(rows, new BucketOffsets(rows.mapPartitions(RankedRows::tally).collect()));
  }

  private static Iterator<long[]> tally(Iterator<HashedRow> rows) {
    long[] counts = new long[BucketOffsets.BUCKETS];
    while (rows.hasNext()) {
      counts[BucketOffsets.bucket(rows.next().getHash())]++;
    }
    return List.of(counts).iterator();
  }

  /** The number of all rows. */
  long count() {
    return offsets.rows();
  }
}
