package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Branches;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Embedding;
import io.ganglion.layer.Identity;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Slot;
import io.ganglion.testing.MemoryFolder;
import io.ganglion.testing.Vectors;
import io.ganglion.train.ModelSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A wide and deep model over categories, written and read back. */
class TablesTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new CategoricalColumn("color", List.of("blue", "red"), false, 0),
              NumericColumn.of("size", 1.0, 4.0, -3.0, 5.0, 0),
              new CategoricalColumn("shape", List.of("2", "3", "7"), true, 1)),
          LabelColumn.number("price", new TargetScaling(List.of(0.0), List.of(1.0))));

  private static TrainedModel model() {
    Branches branches =
        new Branches(
            Branches.Join.SUM,
            List.of(
                NetworkSpec.of(Dense.of(1, new Identity())).layers(),
                NetworkSpec.of(new Embedding(5, Map.of("shape", 2)), Dense.of(1, new Identity()))
                    .layers()));
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(branches),
            SCHEMA.columns(),
            new MeanSquaredError(),
            List.of(),
            SCHEMA.label().scaling());
    float[] weights = Vectors.normal(spec.bind().parameters(), 1);
    return new TrainedModel(SCHEMA, spec, weights, Map.of());
  }

  private static float predict(TrainedModel model, String color, double size, String shape) {
    RawRow row = new RawRow(model.schema());
    row.categories[0] = color;
    row.numbers[0] = size;
    row.categories[1] = shape;
    Predictor predictor = new Predictor(model.schema(), model.spec(), model.weights(), 1);
    predictor.set(0, row);
    return predictor.predict(1).get(0, 0);
  }

  @Test
  void whatIsReadPredictsTheSame() throws IOException {
    TrainedModel model = model();
    MemoryFolder folder = new MemoryFolder();
    ModelFiles.write(folder, model);
    TrainedModel read = ModelFiles.read(folder);

    assertThat(read.spec()).isEqualTo(model.spec());
    assertThat(read.weights()).isEqualTo(model.weights());
    assertThat(read.spec().bind().slots().stream().map(Slot::path))
        .containsExactly(
            "dense_1/weight",
            "dense_1/sparse_weight",
            "dense_1/bias",
            "embedding_1/table_1",
            "embedding_1/table_2",
            "dense_2/weight",
            "dense_2/bias");
    assertThat(read.spec().bind().slots().get(4).columns()).isEqualTo(2);
    assertThat(predict(read, "red", 2.0, "7")).isEqualTo(predict(model, "red", 2.0, "7"));
  }

  @Test
  void aCategoryThatTrainingHasNotSeenIsAsOneThatIsMissing() {
    TrainedModel model = model();
    float missing = predict(model, null, 2.0, "7");
    assertThat(predict(model, "green", 2.0, "7")).isEqualTo(missing);
    assertThat(predict(model, "blue", 2.0, "7")).isNotEqualTo(missing);
    assertThat(predict(model, "red", 2.0, "7")).isNotEqualTo(predict(model, "blue", 2.0, "7"));
  }
}
