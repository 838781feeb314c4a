package io.ganglion.metric;

/** A metric that is one number: it has a curve, and training can watch it. */
public non-sealed interface ScalarMetric extends Metric {
  /** The metric's value; NaN without any row. */
  double result(double[] state);

  /** Whether a larger value is better. */
  boolean largerIsBetter();

  /** What a reader of the value has to know about how it came about; null if nothing. */
  default String note(double[] state) {
    return null;
  }
}
