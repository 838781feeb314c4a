package io.ganglion.model;

import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.train.ModelSpec;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model that can be saved and used: what was trained, on which columns, and the weights. */
public final class TrainedModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Schema schema;
  private final ModelSpec spec;
  private final float[] weights;
  private final Map<String, Object> facts;

  /**
   * A trained model.
   *
   * @param schema of the table
   * @param spec network, loss, metrics and scaling; columns and scaling are the schema's
   * @param weights the flat vector of all parameters
   * @param facts about the training, for people: name, epoch, seed and so on; texts, whole numbers,
   *     doubles, flags
   * @throws IllegalArgumentException if the parts don't fit together
   * @throws io.ganglion.network.NetworkException if the network doesn't fit the columns
   */
  public TrainedModel(Schema schema, ModelSpec spec, float[] weights, Map<String, Object> facts) {
    this.schema = schema;
    this.spec = spec;
    this.weights = weights;
    this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    check();
  }

  private void check() {
    if (!spec.columns().equals(schema.columns())) {
      throw new IllegalArgumentException("expected the columns of the schema, found others");
    }
    TargetScaling scaling = schema.label().scaling();
    if (!spec.scaling().equals(scaling)) {
      throw new IllegalArgumentException("expected the label's scaling, found another");
    }
    Network network = spec.bind();
    checkCount("parameters", network.parameters(), weights.length);
    int outputs = network.output().features();
    if (spec.loss().target() == Loss.Target.CLASS) {
      checkCount("classes", outputs, schema.label().classes().size());
    }
    if (!scaling.none()) {
      checkCount("means of the label", outputs, scaling.means().size());
      checkCount("deviations of the label", outputs, scaling.deviations().size());
    }
    facts.forEach(TrainedModel::checkFact);
  }

  private static void checkCount(String what, int expected, int found) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "expected " + expected + " " + what + " for the network, found " + found);
    }
  }

  private static void checkFact(String name, Object fact) {
    boolean plain =
        fact == null
            || fact instanceof String
            || fact instanceof Boolean
            || fact instanceof Integer
            || fact instanceof Long
            || fact instanceof Double;
    if (!plain) {
      throw new IllegalArgumentException(
          "fact " + name + ": expected a text, whole number, double or flag, found " + fact);
    }
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
