package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.testing.Models;
import io.ganglion.train.ModelSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainedModelTest {
  private final TrainedModel regression = Models.regression(1);
  private final TrainedModel classifier = Models.classifier(1);

  private static void refuses(
      Schema schema, ModelSpec spec, float[] weights, Map<String, Object> facts, String problem) {
    assertThatThrownBy(() -> new TrainedModel(schema, spec, weights, facts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  private static ModelSpec withScaling(ModelSpec spec, TargetScaling scaling) {
    return new ModelSpec(spec.network(), spec.columns(), spec.loss(), spec.metrics(), scaling);
  }

  @Test
  void refusesPartsThatDoNotFit() {
    Schema schema = regression.schema();
    ModelSpec spec = regression.spec();
    float[] weights = regression.weights();
    Map<String, Object> facts = Map.of();
    refuses(schema, spec, new float[3], facts, "parameters for the network, found 3");
    refuses(classifier.schema(), spec, weights, facts, "expected the columns of the schema");
    refuses(
        schema,
        withScaling(spec, TargetScaling.NONE),
        weights,
        facts,
        "expected the label's scaling");
    refuses(schema, spec, weights, Map.of("list", List.of(1)), "fact list: expected a text");
    refuses(schema, spec, weights, Map.of("float", 1f), "fact float: expected a text");
  }

  @Test
  void refusesALabelThatDoesNotFitTheOutput() {
    Schema two =
        new Schema(
            classifier.schema().features(),
            LabelColumn.classes("species", List.of("a", "b"), false));
    refuses(
        two,
        classifier.spec(),
        classifier.weights(),
        Map.of(),
        "expected 3 classes for the network, found 2");
    TargetScaling scaling = new TargetScaling(List.of(1.0, 2.0), List.of(1.0, 2.0));
    Schema many = new Schema(regression.schema().features(), LabelColumn.number("medv", scaling));
    refuses(
        many,
        withScaling(regression.spec(), scaling),
        regression.weights(),
        Map.of(),
        "expected 1 means of the label for the network, found 2");
  }
}
