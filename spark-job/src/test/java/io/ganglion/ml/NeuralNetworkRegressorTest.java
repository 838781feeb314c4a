package io.ganglion.ml;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.ConfigException;
import io.ganglion.job.DatasetTraining;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.DatasetTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuralNetworkRegressorTest {
  private static NeuralNetworkRegressor regressor() {
    return new NeuralNetworkRegressor().setLayers("8 tanh").setMaxIter(30).setLearningRate(0.01);
  }

  private static NeuralNetworkRegressor linear() {
    return new NeuralNetworkRegressor().setLayers("").setOptimizer("lbfgs").setMaxIter(60);
  }

  private static double rmse(Dataset<Row> predicted) {
    return new RegressionEvaluator().setMetricName("rmse").evaluate(predicted);
  }

  @Test
  void paramsHaveDefaultsAndWords() {
    NeuralNetworkRegressor regressor = new NeuralNetworkRegressor("mine");

    assertThat(regressor.uid()).isEqualTo("mine");
    assertThat(regressor.getFeaturesCol()).isEqualTo("features");
    assertThat(regressor.getLabelCol()).isEqualTo("label");
    assertThat(regressor.getPredictionCol()).isEqualTo("prediction");
    assertThat(regressor.getLayers()).isEqualTo("64 relu, 64 relu");
    assertThat(regressor.getStandardization()).isTrue();
    assertThat(regressor.getHoldout()).isZero();
    assertThat(regressor.getOptimizer()).isEqualTo("adam");
    assertThat(regressor.getMaxIter()).isEqualTo(100);
    assertThat(regressor.getSeed()).isEqualTo(1L);
    assertThat(regressor.isDefined(regressor.weightCol())).isFalse();
    assertThat(regressor.params()).hasSize(19);
    assertThat(regressor.explainParams()).contains("learningRate: ").contains("(undefined)");
  }

  @Test
  void copiesAreOfTheirOwn() {
    NeuralNetworkRegressor regressor = regressor();
    NeuralNetworkRegressor copy =
        regressor.copy(new ParamMap().put(regressor.maxIter().w(3))).setSeed(9);

    assertThat(copy.uid()).isEqualTo(regressor.uid());
    assertThat(copy.getMaxIter()).isEqualTo(3);
    assertThat(copy.getLayers()).isEqualTo("8 tanh");
    assertThat(regressor.getMaxIter()).isEqualTo(30);
    assertThat(regressor.getSeed()).isEqualTo(1L);
  }

  @Test
  void learnsAndTellsHow() {
    Dataset<Row> rows = PlainSpark.numbers(400);
    NeuralNetworkRegressionModel model =
        regressor().setValidationIndicatorCol("held").setPatience(10).fit(rows);

    assertThat(rmse(model.transform(rows))).isLessThan(0.6);
    TrainingSummary summary = model.summary();
    assertThat(summary.objectiveHistory()).hasSize(summary.totalIterations());
    assertThat(summary.validationHistory()).hasSize(summary.totalIterations());
    assertThat(summary.objectiveHistory()[0]).isGreaterThan(10 * summary.objectiveHistory()[20]);
    assertThat(summary.bestIteration()).isBetween(20, 30);
    assertThat(model.hasParent()).isTrue();
    assertThat(model.getFeaturesCol()).isEqualTo("features");
  }

  @Test
  void paramsOfAFitGoBeforeItsOwn() {
    Dataset<Row> rows = PlainSpark.numbers(60);
    NeuralNetworkRegressor regressor = regressor();

    NeuralNetworkRegressionModel model =
        regressor.fit(rows, new ParamMap().put(regressor.maxIter().w(2)));

    assertThat(model.summary().totalIterations()).isEqualTo(2);
  }

  @Test
  void aWeightOfTwoIsARowTwice() {
    Dataset<Row> rows = PlainSpark.numbers(80);
    Dataset<Row> noisy =
        rows.withColumn("label", rows.col("label").plus(rows.col("held").cast("int")).divide(5.0));
    Dataset<Row> held = noisy.where("held");
    Dataset<Row> twice = noisy.union(held);
    Dataset<Row> weighted = noisy.where("not held").union(held.withColumn("weight", lit(2.0)));

    double[] ofTwice = PlainSpark.column(linear().fit(twice).transform(noisy), "prediction");
    double[] ofWeighted =
        PlainSpark.column(
            linear().setWeightCol("weight").fit(weighted).transform(noisy), "prediction");
    double[] plain = PlainSpark.column(linear().fit(noisy).transform(noisy), "prediction");

    assertThat(ofWeighted).containsExactly(ofTwice, within(1e-5));
    assertThat(ofWeighted[0]).isNotCloseTo(plain[0], within(1e-2));
  }

  @Test
  void anIndicatorIsAnExplicitSplit() {
    Dataset<Row> rows = PlainSpark.numbers(200);
    NeuralNetworkRegressionModel marked = regressor().setValidationIndicatorCol("held").fit(rows);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("train", new DatasetTable(rows.where("not held").select("features", "label")));
    data.put("holdout", new DatasetTable(rows.where("held").select("features", "label")));
    data.put("label", "label");

    DatasetTraining split =
        DatasetTraining.run(
            PlainSpark.session(),
            Map.of(
                "name",
                "split",
                "data",
                data,
                "network",
                List.of(
                    "normalization",
                    Map.of("dense", Map.of("units", 8, "activation", "tanh")),
                    Map.of("dense", Map.of("units", 1))),
                "training",
                Map.of(
                    "loss",
                    "mse",
                    "optimizer",
                    Map.of("adam", Map.of("learningRate", 0.01)),
                    "epochs",
                    30)),
            (epoch, epochs) -> {});

    assertThat(marked.trained().weights()).containsExactly(split.model().weights());
    assertThat(marked.summary().bestIteration()).isEqualTo(split.result().bestEpoch());
  }

  @Test
  void crossValidationGoesOverParams() throws IOException {
    Dataset<Row> rows = PlainSpark.numbers(120);
    NeuralNetworkRegressor regressor = regressor().setMaxIter(5);
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(regressor.learningRate(), new double[] {1e-6, 0.02})
            .addGrid(regressor.batchSize(), new int[] {8, 32})
            .build();

    CrossValidatorModel found =
        new CrossValidator()
            .setEstimator(regressor)
            .setEvaluator(new RegressionEvaluator())
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .fit(rows);

    assertThat(found.avgMetrics()).hasSize(4).doesNotHaveDuplicates();
    NeuralNetworkRegressor best = (NeuralNetworkRegressor) found.bestModel().parent();
    assertThat(best.getLearningRate()).isEqualTo(0.02);
    assertThat(rmse(found.transform(rows))).isLessThan(3.0);
  }

  @Test
  void savesAndLoads(@TempDir Path folder) throws IOException {
    Dataset<Row> rows = PlainSpark.numbers(60);
    NeuralNetworkRegressor regressor =
        regressor().setMaxIter(2).setTraining("{metrics: [mae]}").setPredictionCol("found");
    NeuralNetworkRegressionModel model = regressor.fit(rows);
    String of = folder.resolve("estimator").toString();
    String to = folder.resolve("model").toString();

    regressor.save(of);
    model.save(to);

    assertThatThrownBy(() -> model.save(to)).hasMessageContaining("already exists");
    model.write().overwrite().save(to);
    NeuralNetworkRegressor read = NeuralNetworkRegressor.load(of);
    assertThat(read.uid()).isEqualTo(regressor.uid());
    assertThat(read.extractParamMap().toString()).isEqualTo(regressor.extractParamMap().toString());
    NeuralNetworkRegressionModel back = NeuralNetworkRegressionModel.load(to);
    assertThat(back.uid()).isEqualTo(model.uid());
    assertThat(back.hasSummary()).isFalse();
    assertThat(PlainSpark.column(back.transform(rows), "found"))
        .containsExactly(PlainSpark.column(model.transform(rows), "found"));
    assertThatThrownBy(() -> NeuralNetworkClassificationModel.load(to))
        .hasMessageContaining("expected a io.ganglion.ml.NeuralNetworkClassificationModel");
    assertThatThrownBy(() -> NeuralNetworkRegressor.load(to)).hasMessageContaining("found a");
  }

  @Test
  void columnsMayBeCalledOtherwise() {
    Dataset<Row> rows = PlainSpark.numbers(60);
    NeuralNetworkRegressionModel model = regressor().setMaxIter(2).fit(rows);
    double[] before = PlainSpark.column(model.transform(rows), "prediction");
    Dataset<Row> other =
        rows.withColumnRenamed("features", "x.y").withColumn("features", lit("not these"));

    Dataset<Row> found =
        model.copy(new ParamMap()).setFeaturesCol("x.y").setPredictionCol("p").transform(other);

    assertThat(found.columns()).containsExactly("x.y", "label", "held", "weight", "features", "p");
    assertThat(PlainSpark.column(found, "p")).containsExactly(before);
    assertThat(found.select("features").first().getString(0)).isEqualTo("not these");
    assertThat(model.getFeaturesCol()).isEqualTo("features");
  }

  @Test
  void aHiddenLayerIsATransformer(@TempDir Path folder) throws IOException {
    Dataset<Row> rows = PlainSpark.numbers(20);
    NeuralNetworkRegressionModel model = regressor().setMaxIter(1).fit(rows);
    NeuralNetworkLayer layer = model.upTo("dense_1").setOutputCol("hidden");
    layer.save(folder.resolve("layer").toString());

    Dataset<Row> found = layer.transform(rows);
    Dataset<Row> again =
        NeuralNetworkLayer.load(folder.resolve("layer").toString()).transform(rows);

    assertThat(found.select("hidden").collectAsList())
        .isEqualTo(again.select("hidden").collectAsList());
    assertThat(found.select("hidden").first().<org.apache.spark.ml.linalg.Vector>getAs(0).size())
        .isEqualTo(8);
    assertThatThrownBy(() -> model.upTo("dense_9"))
        .hasMessageContaining("layer 'dense_9': expected one of");
  }

  @Test
  void wrongColumnsAreNamedAtOnce() {
    Dataset<Row> rows = PlainSpark.numbers(10).withColumn("text", lit("a"));

    assertThatThrownBy(
            () ->
                regressor()
                    .setFeaturesCol("featurs")
                    .setLabelCol("text")
                    .setWeightCol("weigth")
                    .setValidationIndicatorCol("label")
                    .fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("featuresCol: expected a column 'featurs'")
        .hasMessageContaining("did you mean 'features'?")
        .hasMessageContaining("labelCol: expected numbers in column 'text', found string")
        .hasMessageContaining("weightCol: expected a column 'weigth'")
        .hasMessageContaining("validationIndicatorCol: expected flags in column 'label'");
    assertThatThrownBy(() -> regressor().fit(rows.withColumn("prediction", lit(1))))
        .hasMessageContaining("predictionCol: column 'prediction' is there already");
  }

  @Test
  void wrongParamsAreNamed() {
    Dataset<Row> rows = PlainSpark.numbers(10);

    assertThatThrownBy(() -> regressor().setLayers("64 rleu").fit(rows))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("found '64 rleu'");
    assertThatThrownBy(() -> regressor().setTraining("{epoch: 3}").fit(rows))
        .hasMessageContaining("training.epoch")
        .hasMessageContaining("epochs");
    assertThatThrownBy(() -> regressor().setNetwork("dense").fit(rows))
        .hasMessageContaining("network: expected a list of layers");
    assertThatThrownBy(() -> regressor().setNetwork("[{dense: {units: 2}}]").fit(rows))
        .hasMessageContaining("expected 1 output");
    assertThatThrownBy(() -> regressor().setLearningRate(-1.0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
