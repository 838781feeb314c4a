package io.ganglion.metric;

/** Adds up the area under a ROC curve over groups of rows with equal predictions, rising. */
final class RocArea {
  private double inside;
  private double outside;
  private double pairs;

  /**
   * Takes in the next group.
   *
   * @param yes weight of its rows in the class
   * @param no weight of its rows outside
   */
  void add(double yes, double no) {
    pairs += yes * (outside + 0.5 * no);
    inside += yes;
    outside += no;
  }

  /** Whether there are rows on both sides; so there seem to be where a weight is NaN. */
  boolean defined() {
    return inside != 0.0 && outside != 0.0;
  }

  double value() {
    return pairs / inside / outside;
  }
}
