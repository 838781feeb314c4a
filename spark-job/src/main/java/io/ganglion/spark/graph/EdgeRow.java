package io.ganglion.spark.graph;

/** An edge between keys. A bean of primitives, so that Spark fills it without boxing. */
public final class EdgeRow {
  private long source;
  private long target;
  private float weight;
  private float[] features;

  /** The key of the node that is heard. */
  public long getSource() {
    return source;
  }

  public void setSource(long source) {
    this.source = source;
  }

  /** The key of the node that hears. */
  public long getTarget() {
    return target;
  }

  public void setTarget(long target) {
    this.target = target;
  }

  public float getWeight() {
    return weight;
  }

  public void setWeight(float weight) {
    this.weight = weight;
  }

  /** Its numbers; null where it has none. */
  public float[] getFeatures() {
    return features;
  }

  public void setFeatures(float[] features) {
    this.features = features;
  }
}
