package io.ganglion.data;

/**
 * A column of numbers.
 *
 * @param name in the table
 * @param mean of the values that are there; takes the place of those that are missing
 * @param variance population variance of the values, the imputed ones counted as the mean
 * @param minimum in the training split
 * @param maximum in the training split
 * @param missing the number of training rows without a value; where there are any, the network gets
 *     a second column that is 1 for a missing value and 0 otherwise
 * @param offset is taken off every value before it becomes a float: the mean where the values are
 *     so far from 0 that a float would lose what tells them apart, else 0
 */
public record NumericColumn(
    String name,
    double mean,
    double variance,
    double minimum,
    double maximum,
    long missing,
    double offset)
    implements FeatureColumn {
  /** From that many deviations off 0 on, a float keeps less than four digits of a deviation. */
  private static final double FAR = 1024.0;

  /** A column as the statistics of the training split describe it. */
  public static NumericColumn of(
      String name, double mean, double variance, double minimum, double maximum, long missing) {
    boolean far = variance > 0.0 && Math.abs(mean) > FAR * Math.sqrt(variance);
    return new NumericColumn(name, mean, variance, minimum, maximum, missing, far ? mean : 0.0);
  }

  @Override
  public String kind() {
    return "numeric";
  }

  /** Whether the network gets a column that says where this one is missing. */
  public boolean flagged() {
    return missing > 0;
  }
}
