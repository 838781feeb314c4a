package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Models;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Models that an earlier version wrote must read for ever, and predict the same: a change of the
 * format takes a new version number, a reader of the old one, and another folder here.
 */
class OldModelTest {
  private static TrainedModel read(String name) {
    return ModelFiles.read(new LocalFolder(Path.of("src/test/resources/models", name)));
  }

  private static void assertPredicts(TrainedModel model, double[] row, double... expected) {
    Predictor predictor = new Predictor(model.schema(), model.spec(), model.weights(), 1);
    predictor.set(0, Models.row(model.schema(), row));
    Matrix prediction = predictor.predict(1);
    assertThat(prediction.columns).isEqualTo(expected.length);
    for (int c = 0; c < expected.length; c++) {
      assertThat((double) prediction.get(0, c)).isCloseTo(expected[c], within(1e-4));
    }
  }

  @Test
  void readsARegressionOfVersion1() {
    TrainedModel model = read("version-1/regression");
    assertThat(model.schema().features()).hasSize(3);
    assertThat(model.schema().numbers().get(1).missing()).isEqualTo(7);
    assertThat(model.schema().features().get(2).name()).isEqualTo("größe \"m²\"");
    assertThat(model.facts())
        .isEqualTo(
            Map.of(
                "name", "sample", "epoch", 12, "seed", 9000000000L, "loss", 0.1, "stopped", true));
    assertPredicts(model, new double[] {6.5, 45, 0.25}, 21.418516);
    assertPredicts(model, new double[] {7.25, Double.NaN, 0.5}, 21.148481);
  }

  @Test
  void readsAClassifierOfVersion1() {
    TrainedModel model = read("version-1/classifier");
    assertThat(model.schema().label().classes()).containsExactly("setosa", "7", "l'autre");
    assertPredicts(model, new double[] {5, 3.5}, 0.16321409, 0.5494885, 0.28729746);
    assertPredicts(model, new double[] {6.75, 2.25}, 0.2669404, 0.43026313, 0.30279648);
  }
}
