package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Embedding;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Softmax;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.tensor.Matrix;
import io.ganglion.train.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model on other rows: its columns, and its weights, mean what they meant. */
final class WarmStartTest {
  private static final LabelColumn PRICE =
      LabelColumn.number("price", new TargetScaling(List.of(50.0), List.of(10.0)));

  private static NumericColumn area(double mean, long missing) {
    return NumericColumn.of("area", mean, 4.0, 0.0, 100.0, missing);
  }

  private static CategoricalColumn names(String column, String... values) {
    return new CategoricalColumn(column, List.of(values), false, 0);
  }

  private static Schema schema(LabelColumn label, FeatureColumn... features) {
    return new Schema(List.of(features), label);
  }

  private static ModelSpec spec(Schema schema, Loss loss, LayerSpec... layers) {
    return new ModelSpec(
        NetworkSpec.of(layers), schema.columns(), loss, List.of(), schema.label().scaling());
  }

  private static TrainedModel model(Schema schema, ModelSpec spec, long seed) {
    return new TrainedModel(schema, spec, spec.bind().initialize(seed), Map.of());
  }

  private static KnownSchema known(Schema schema, boolean categories, boolean classes) {
    return new KnownSchema("training.from: model runs/before", schema, categories, classes);
  }

  private static TrainedModel goneOn(TrainedModel before, Schema schema, ModelSpec spec) {
    Network network = spec.bind();
    float[] weights =
        new WarmStart("runs/before", before).over(spec, network, network.initialize(99));
    return new TrainedModel(schema, spec, weights, Map.of());
  }

  private static List<Float> outputs(TrainedModel model, double number, String... names) {
    Predictor predictor = new Predictor(model.schema(), model.spec(), model.weights(), 1);
    RawRow row = new RawRow(model.schema());
    row.numbers[0] = number;
    System.arraycopy(names, 0, row.categories, 0, names.length);
    predictor.set(0, row);
    Matrix found = predictor.predict(1);
    List<Float> outputs = new ArrayList<>();
    for (int c = 0; c < found.columns; c++) {
      outputs.add(found.get(0, c));
    }
    return outputs;
  }

  @Test
  void columnsStayThoseOfTheModel() {
    Schema ours = schema(PRICE, area(30, 0), names("town", "Ulm", "Aalen"));
    LabelColumn other = LabelColumn.number("price", new TargetScaling(List.of(7.0), List.of(1.0)));
    Schema found = schema(other, area(99, 5), names("town", "Aalen", "Bonn", "Ulm"));

    assertThat(known(ours, false, false).on(found)).isEqualTo(ours);
    assertThat(known(ours, true, false).on(found).categories())
        .containsExactly(names("town", "Ulm", "Aalen", "Bonn"));
  }

  @Test
  void newCategoriesLeaveOldRowsAsTheyWere() {
    Schema ours =
        schema(PRICE, area(30, 0), names("town", "Ulm", "Aalen"), names("street", "A", "B", "C"));
    Schema found =
        schema(PRICE, area(31, 0), names("town", "Bonn", "Ulm"), names("street", "B", "D"));
    LayerSpec[][] networks = {
      {new Normalization(), Dense.of(4, new Tanh()), Dense.of(1, new Identity())},
      {Embedding.of(3), Dense.of(4, new Tanh()), Dense.of(1, new Identity())}
    };
    for (LayerSpec[] layers : networks) {
      TrainedModel before = model(ours, spec(ours, new MeanSquaredError(), layers), 1);
      Schema grown = known(ours, true, false).on(found);
      TrainedModel after = goneOn(before, grown, spec(grown, new MeanSquaredError(), layers));

      assertThat(after.weights()).hasSizeGreaterThan(before.weights().length);
      for (String[] row : List.of(new String[] {"Aalen", "C"}, new String[] {"Ulm", "nowhere"})) {
        assertThat(outputs(after, 33, row)).isEqualTo(outputs(before, 33, row));
      }
      assertThat(outputs(after, 33, "Bonn", "D")).isNotEqualTo(outputs(before, 33, "Bonn", "D"));
    }
  }

  @Test
  void aNewClassLeavesTheOthersAsTheyWere() {
    LabelColumn two = LabelColumn.classes("kind", List.of("b", "a"), false);
    LabelColumn three = LabelColumn.classes("kind", List.of("a", "aa", "b"), false);
    Schema ours = schema(two, area(30, 0));
    Loss loss = new CategoricalCrossentropy();
    TrainedModel before =
        model(ours, spec(ours, loss, Dense.of(3, new Tanh()), Dense.of(2, new Softmax())), 1);
    Schema grown = known(ours, false, true).on(schema(three, area(30, 0)));
    assertThat(grown.label().classes()).containsExactly("b", "a", "aa");
    TrainedModel after =
        goneOn(
            before, grown, spec(grown, loss, Dense.of(3, new Tanh()), Dense.of(3, new Softmax())));

    List<Float> old = outputs(before, 3);
    List<Float> now = outputs(after, 3);
    assertThat(now.get(0) / now.get(1)).isCloseTo(old.get(0) / old.get(1), within(1e-5f));

    assertThatThrownBy(() -> known(ours, false, false).on(schema(three, area(30, 0))))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("label 'kind': expected the classes b, a of the model, found aa too")
        .hasMessageContaining("newClasses: learn");
  }

  @Test
  void everyDifferenceOfColumnsIsNamed() {
    Schema ours = schema(PRICE, area(30, 0), names("town", "Ulm"));
    assertThatThrownBy(
            () -> known(ours, true, true).on(schema(PRICE, area(1, 0), names("city", "Ulm"))))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "training.from: model runs/before: features: the model has town, which the data lacks;"
                + " the data has city, which the model does not know: name it under data.exclude");
    assertThatThrownBy(
            () -> known(ours, true, true).on(schema(PRICE, names("town", "Ulm"), area(1, 0))))
        .hasMessageContaining("expected the order area, town, found town, area");
    LabelColumn kind = LabelColumn.classes("price", List.of("low", "high"), false);
    NumericColumn town = NumericColumn.of("town", 1, 1, 0, 2, 0);
    assertThatThrownBy(() -> known(ours, true, true).on(schema(kind, area(1, 0), town)))
        .hasMessageContaining("feature 'town': expected a categorical column as in the model")
        .hasMessageContaining("label: expected 'price' with numbers as in the model");
    LabelColumn raw = LabelColumn.number("price", TargetScaling.NONE);
    assertThatThrownBy(
            () -> known(ours, true, true).on(schema(raw, area(1, 0), names("town", "Ulm"))))
        .hasMessageContaining("training.targets: expected standardized targets");
  }

  @Test
  void anotherNetworkIsRefused() {
    Schema ours = schema(PRICE, area(30, 0));
    Loss loss = new MeanSquaredError();
    TrainedModel before =
        model(ours, spec(ours, loss, Dense.of(4, new Tanh()), Dense.of(1, new Identity())), 1);
    ModelSpec wider = spec(ours, loss, Dense.of(5, new Tanh()), Dense.of(1, new Identity()));
    ModelSpec deeper =
        spec(
            ours,
            loss,
            Dense.of(4, new Tanh()),
            Dense.of(4, new Tanh()),
            Dense.of(1, new Identity()));

    assertThatThrownBy(() -> goneOn(before, ours, wider))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("dense_1/weight: expected [4, 1] as in the model, found [5, 1]");
    assertThatThrownBy(() -> goneOn(before, ours, deeper))
        .hasMessageContaining("dense_3/weight [1, 4] is not in the model");
    assertThatThrownBy(() -> goneOn(before, ours, spec(ours, loss, Dense.of(1, new Identity()))))
        .hasMessageContaining("dense_2/weight of the model is not there");
  }
}
