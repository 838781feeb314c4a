package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Relu;
import io.ganglion.layer.Rescaling;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Models;
import io.ganglion.train.ModelSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PredictorTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              NumericColumn.of("a", 10.0, 4.0, 6.0, 14.0, 0),
              NumericColumn.of("b", 1.0, 0.25, 0.0, 2.0, 3)),
          LabelColumn.number("y", new TargetScaling(List.of(100.0), List.of(20.0))));
  private static final ModelSpec SPEC =
      new ModelSpec(
          NetworkSpec.of(
              new Rescaling(1.0, 0.0),
              new Normalization(),
              Dense.of(2, new Relu()),
              Dense.of(1, new Identity())),
          SCHEMA.columns(),
          new MeanSquaredError(),
          List.of(),
          SCHEMA.label().scaling());

  private static Predictor predictor() {
    return new Predictor(SCHEMA, SPEC, SPEC.bind().initialize(1), 4);
  }

  @Test
  void aRowDoesNotDependOnItsBatch() {
    Predictor predictor = predictor();
    double[][] rows = {{8, 1.5}, {12, Double.NaN}, {10, 1}};
    for (int r = 0; r < rows.length; r++) {
      predictor.set(r, Models.row(SCHEMA, rows[r]));
    }
    float[] together = new float[rows.length];
    Matrix prediction = predictor.predict(rows.length);
    for (int r = 0; r < rows.length; r++) {
      together[r] = prediction.get(r, 0);
    }
    for (int r = 0; r < rows.length; r++) {
      predictor.set(0, Models.row(SCHEMA, rows[r]));
      assertThat(predictor.predict(1).get(0, 0)).isCloseTo(together[r], within(1e-4f));
    }
    // The mean of every column gives 0 after normalization, and biases start at 0.
    assertThat(together[2]).isCloseTo(100f, within(1e-4f));
  }

  @Test
  void aLayerShowsItsOutput() {
    Predictor predictor = predictor();
    predictor.set(0, Models.row(SCHEMA, 8, Double.NaN));
    predictor.predict(1);
    Matrix normalized = predictor.output(predictor.layer("normalization_1"));
    assertThat(normalized.get(0, 0)).isEqualTo(-1f);
    assertThat(normalized.get(0, 1)).isZero();
    assertThat(normalized.get(0, 2)).as("flag of a missing value").isEqualTo(1f);
    assertThat(predictor.width(predictor.layer("dense_1"))).isEqualTo(2);
  }

  @Test
  void aLayerThatCannotBeSeenIsRefused() {
    for (String name : new String[] {"rescaling_1", "dense_9"}) {
      assertThatThrownBy(() -> predictor().layer(name))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("'" + name + "'")
          .hasMessageContaining("expected one of normalization_1, dense_1, dense_2");
    }
  }
}
