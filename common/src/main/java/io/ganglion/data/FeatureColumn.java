package io.ganglion.data;

import java.io.Serializable;

/**
 * A numeric column as the training split showed it.
 *
 * @param name in the table
 * @param mean of the values that are there; takes the place of those that are missing
 * @param variance population variance of the values, the imputed ones counted as the mean
 * @param minimum in the training split
 * @param maximum in the training split
 * @param missing the number of training rows without a value; where there are any, the network gets
 *     a second column that is 1 for a missing value and 0 otherwise
 */
public record FeatureColumn(
    String name, double mean, double variance, double minimum, double maximum, long missing)
    implements Serializable {
  /** Whether the network gets a column that says where this one is missing. */
  public boolean flagged() {
    return missing > 0;
  }
}
