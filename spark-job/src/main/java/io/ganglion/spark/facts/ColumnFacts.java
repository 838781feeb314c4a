package io.ganglion.spark.facts;

import io.ganglion.data.FeatureColumn;
import java.util.List;

/**
 * What the training rows show of a column, for people.
 *
 * @param column as the schema holds it
 * @param skewness of a column of numbers, 0 for a symmetric one; NaN for other columns
 * @param counts of a categorical column: how often each value of the vocabulary comes up
 */
public record ColumnFacts(FeatureColumn column, double skewness, List<Long> counts) {
  public ColumnFacts {
    counts = List.copyOf(counts);
  }
}
