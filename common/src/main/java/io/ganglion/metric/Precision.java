package io.ganglion.metric;

/**
 * The share of right answers among the rows said to be in a class: {@code right / said}; of "yes"
 * or of the second of two classes, else the mean over the classes that occur, each counting alike.
 * Where nothing is said to be in a class, its precision is 0.
 */
public record Precision() implements CountingMetric {
  @Override
  public String kind() {
    return "precision";
  }

  @Override
  public double of(double right, double said, double actual) {
    return CountingMetric.ratio(right, said);
  }
}
