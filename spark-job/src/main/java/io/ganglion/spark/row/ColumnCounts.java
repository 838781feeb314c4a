package io.ganglion.spark.row;

import java.util.Arrays;
import org.apache.spark.util.AccumulatorV2;

/** Counts something for each column over all tasks; each adds the counts of its partition once. */
public final class ColumnCounts extends AccumulatorV2<long[], long[]> {
  private static final long serialVersionUID = 1L;

  private final long[] counts;

  /** Counts of so many columns, all 0. */
  public ColumnCounts(int columns) {
    this(new long[columns]);
  }

  private ColumnCounts(long[] counts) {
    this.counts = counts;
  }

  @Override
  public boolean isZero() {
    return Arrays.stream(counts).allMatch(count -> count == 0);
  }

  @Override
  public ColumnCounts copy() {
    return new ColumnCounts(counts.clone());
  }

  @Override
  public void reset() {
    Arrays.fill(counts, 0);
  }

  @Override
  public void add(long[] partition) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += partition[i];
    }
  }

  @Override
  public void merge(AccumulatorV2<long[], long[]> other) {
    add(other.value());
  }

  @Override
  public long[] value() {
    return counts;
  }
}
