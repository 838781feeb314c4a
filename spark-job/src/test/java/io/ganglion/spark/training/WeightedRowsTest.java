package io.ganglion.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.Table;
import io.ganglion.tensor.Seeds;
import io.ganglion.train.Evaluation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.TrainState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of weight 2 counts as two rows. */
class WeightedRowsTest {
  private static final StructType TYPE =
      new StructType()
          .add("x", DataTypes.DoubleType)
          .add("town", DataTypes.StringType)
          .add("y", DataTypes.DoubleType)
          .add("w", DataTypes.DoubleType);

  private static Row row(int i, double weight, boolean classes) {
    double x = 5 + 3 * Seeds.normal(1, i);
    double y = classes ? (i % 3 == 2 ? 1 : 0) : x * x + Seeds.normal(2, i);
    String town = i % 4 == 0 ? null : "town " + i % 5;
    return RowFactory.create(i % 9 == 1 ? null : x, town, y, weight);
  }

  private static Table table(List<Row> rows) {
    SparkSession spark = LocalSpark.session(2);
    return new Table("data.train", "somewhere", spark.createDataFrame(rows, TYPE));
  }

  /** Weights after some full-batch steps on one shard, and behind them the loss. */
  private static float[] trained(List<Row> rows, Loss loss) {
    ColumnRoles roles =
        new ColumnRoles(List.of("y"), List.of("x", "town"), List.of(), List.of(), "w");
    try (TrainingRows loaded =
        TrainingRows.load(table(rows), Tables.request(roles, loss.target(), 0.0, 1))) {
      ModelSpec spec =
          new ModelSpec(
              NetworkSpec.of(
                  new Normalization(), Dense.of(6, new Tanh()), Dense.of(1, new Identity())),
              loaded.schema().columns(),
              loss,
              List.of(),
              loaded.schema().label().scaling());
      ParameterAveraging strategy =
          new ParameterAveraging(
              spec,
              UpdateRule.of(new Sgd(0.3, 0.5, false)),
              1000,
              ParameterAveraging.EVERY_EPOCH,
              ParameterAveraging.StateMerge.AVERAGE,
              1);
      TrainState state = strategy.start(spec.bind().initialize(3));
      for (int epoch = 0; epoch < 12; epoch++) {
        state = strategy.epoch(state, loaded.training()).state();
      }
      float[] weights = Arrays.copyOf(state.weights, state.weights.length + 1);
      weights[state.weights.length] =
          (float) Evaluation.of(spec, state, loaded.training(), "test").loss();
      return weights;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void weightTwoIsTheRowTwice(boolean classes) {
    List<Row> weighted = new ArrayList<>();
    List<Row> repeated = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      int times = i % 3 == 0 ? 2 : 1;
      weighted.add(row(i, times, classes));
      for (int t = 0; t < times; t++) {
        repeated.add(row(i, 1.0, classes));
      }
    }
    Loss loss = classes ? new BinaryCrossentropy() : new MeanSquaredError();
    float[] once = trained(weighted, loss);
    float[] twice = trained(repeated, loss);
    assertThat(once).hasSameSizeAs(twice);
    for (int i = 0; i < once.length; i++) {
      float least = Math.max(1f, Math.abs(twice[i]));
      assertThat(once[i] / least).isCloseTo(twice[i] / least, within(1e-5f));
    }
    List<Row> unweighted = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      unweighted.add(row(i, 1.0, classes));
    }
    assertThat(trained(unweighted, loss)[0]).isNotCloseTo(once[0], within(1e-4f));
  }
}
