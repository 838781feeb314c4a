package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.RawRow;
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
    assertPredicts(model, Models.row(model.schema(), row), expected);
  }

  private static void assertPredicts(TrainedModel model, RawRow row, double... expected) {
    Predictor predictor = new Predictor(model.schema(), model.spec(), model.weights(), 1);
    predictor.set(0, row);
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

  @Test
  void readsColumnsOfNamesAndSeveralLabelsOfVersion2() {
    TrainedModel model = read("version-2/mixed");
    assertThat(model.schema().weight()).isEqualTo("weight");
    assertThat(model.schema().label().names()).containsExactly("price", "rent");
    assertThat(model.schema().categories().get(0).values()).containsExactly("Aalen", "Ulm", "北京");
    RawRow row = Models.row(model.schema(), 1_700_003.5);
    row.categories[0] = "Ulm";
    row.categories[1] = "80000";
    assertPredicts(model, row, 116.06712, 5.885901);
    RawRow unknown = Models.row(model.schema(), Double.NaN);
    unknown.categories[0] = "Bonn";
    assertPredicts(model, unknown, 85.06409, 4.039035);
  }

  @Test
  void readsSequencesOfVersion3() {
    TrainedModel model = read("version-3/forecast");
    assertThat(model.schema()).isEqualTo(Models.forecast(3).schema());
    SequencePredictor predictor =
        new SequencePredictor(model.schema(), model.spec(), model.weights());
    for (double[] sequence : new double[][] {{0.5, -0.25, 0.75}, {0.125}}) {
      for (double past : sequence) {
        RawRow row = Models.row(model.schema(), past);
        row.categories[0] = past > 0.1 ? "grey" : "unknown";
        predictor.step(row);
      }
      predictor.end(new double[] {2.0, 1.0});
    }
    Matrix prediction = predictor.predict();
    float[] found = new float[4];
    for (int i = 0; i < found.length; i++) {
      found[i] = prediction.get(predictor.row(i / 2), i % 2);
    }
    assertThat(found)
        .containsExactly(new float[] {8.22948f, 3.41752f, 8.35889f, 3.49603f}, within(1e-4f));
  }
}
