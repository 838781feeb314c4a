package io.ganglion.spark;

/**
 * A row of a table as it is ranked: what the network uses of it, and the hash of that. A bean of
 * primitives, so that Spark fills it without boxing.
 */
public final class HashedRow {
  private long hash;
  private double[] features;
  private double number;
  private String text;

  /** The hash of the seed and of all that follows. */
  public long getHash() {
    return hash;
  }

  public void setHash(long hash) {
    this.hash = hash;
  }

  /** One value a feature, NaN where it is missing. */
  public double[] getFeatures() {
    return features;
  }

  public void setFeatures(double[] features) {
    this.features = features;
  }

  /** A label that is a number; NaN where it is missing or a text. */
  public double getNumber() {
    return number;
  }

  public void setNumber(double number) {
    this.number = number;
  }

  /** A label that is a text; null where it is missing or a number. */
  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text;
  }

  /** The label as the name of a class; null where it is missing. */
  String className() {
    if (text != null) {
      return text;
    }
    return Double.isNaN(number) ? null : NumberText.format(number);
  }
}
