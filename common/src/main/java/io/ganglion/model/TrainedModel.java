package io.ganglion.model;

import io.ganglion.data.Schema;
import io.ganglion.train.ModelSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model that can be saved and used: what was trained, on which columns, and the weights.
 *
 * @param schema of the table
 * @param spec network, loss, metrics and scaling
 * @param weights the flat vector of all parameters
 * @param facts about the training, for people: name, epoch, seed and so on; text, numbers, flags
 */
public record TrainedModel(
    Schema schema, ModelSpec spec, float[] weights, Map<String, Object> facts) {
  public TrainedModel {
    facts = new LinkedHashMap<>(facts);
  }
}
