package io.ganglion.model;

import io.ganglion.data.Schema;
import io.ganglion.train.ModelSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model that can be saved and used: what was trained, on which columns, and the weights. */
public final class TrainedModel {
  private final Schema schema;
  private final ModelSpec spec;
  private final float[] weights;
  private final Map<String, Object> facts;

  /**
   * A trained model.
   *
   * @param schema of the table
   * @param spec network, loss, metrics and scaling
   * @param weights the flat vector of all parameters
   * @param facts about the training, for people: name, epoch, seed and so on; texts, numbers, flags
   */
  public TrainedModel(Schema schema, ModelSpec spec, float[] weights, Map<String, Object> facts) {
    this.schema = schema;
    this.spec = spec;
    this.weights = weights;
    this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  public Schema schema() {
    return schema;
  }

  public ModelSpec spec() {
    return spec;
  }

  /** The flat vector of all parameters; shared, not to be written. */
  public float[] weights() {
    return weights;
  }

  public Map<String, Object> facts() {
    return facts;
  }
}
