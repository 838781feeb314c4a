package io.ganglion.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * Takes the statistics of ranked rows bucket by bucket, and merges them in the order of the
 * buckets, so that their bits do not depend on partitions.
 *
 * @param offsets where each bucket begins
 * @param split which rows nothing may be learned from
 * @param features the number of features
 * @param classed whether the label names a class
 */
record StatisticsJob(BucketOffsets offsets, Split split, int features, boolean classed)
    implements FlatMapFunction<Iterator<HashedRow>, RowStatistics> {

  static RowStatistics run(RankedRows ranked, Split split, int features, boolean classed) {
    StatisticsJob job = new StatisticsJob(ranked.offsets(), split, features, classed);
    List<RowStatistics> buckets = new ArrayList<>(ranked.rows().mapPartitions(job).collect());
    buckets.sort(Comparator.comparingInt(b -> b.bucket));
    RowStatistics total = new RowStatistics(-1, features);
    buckets.forEach(total::merge);
    return total;
  }

  @Override
  public Iterator<RowStatistics> call(Iterator<HashedRow> rows) {
    Positions positions = new Positions(offsets);
    List<RowStatistics> buckets = new ArrayList<>();
    RowStatistics current = null;
    while (rows.hasNext()) {
      HashedRow row = rows.next();
      int bucket = BucketOffsets.bucket(row.getHash());
      if (current == null || current.bucket != bucket) {
        current = new RowStatistics(bucket, features);
        buckets.add(current);
      }
      current.add(row, split.heldOut(positions.next(row.getHash())), classed);
    }
    return buckets.iterator();
  }
}
