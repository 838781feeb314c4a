package io.ganglion.spark;

import java.util.List;

/**
 * What a job says about the columns of its table.
 *
 * @param label the column that is predicted
 * @param features the columns that predict it, in this order; empty: all others
 * @param exclude columns that are not used
 */
public record ColumnRoles(String label, List<String> features, List<String> exclude) {
  public ColumnRoles {
    features = List.copyOf(features);
    exclude = List.copyOf(exclude);
  }
}
