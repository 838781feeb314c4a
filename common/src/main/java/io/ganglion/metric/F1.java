package io.ganglion.metric;

/**
 * The harmonic mean of precision and recall: {@code 2 right / (said + actual)}; of "yes" or of the
 * second of two classes, else the mean over the classes that occur, each counting alike.
 *
 * <p>Source: van Rijsbergen 1979, "Information retrieval", chapter 7.
 */
public record F1() implements CountingMetric {
  @Override
  public String kind() {
    return "f1";
  }

  @Override
  public double of(double right, double said, double actual) {
    return CountingMetric.ratio(2.0 * right, said + actual);
  }
}
