package io.ganglion.metric;

/**
 * The share of the rows of a class that are found: {@code right / actual}; of "yes" or of the
 * second of two classes, else the mean over the classes that occur, each counting alike. Where a
 * class has no rows, its recall is 0.
 */
public record Recall() implements CountingMetric {
  @Override
  public String kind() {
    return "recall";
  }

  @Override
  public double of(double right, double said, double actual) {
    return CountingMetric.ratio(right, actual);
  }
}
