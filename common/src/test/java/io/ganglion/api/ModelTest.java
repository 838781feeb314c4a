package io.ganglion.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.ConfigException;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.LastStep;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Relu;
import io.ganglion.layer.SimpleRnn;
import io.ganglion.layer.Softmax;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.MeanAbsoluteError;
import io.ganglion.model.LocalFolder;
import io.ganglion.model.ModelException;
import io.ganglion.model.ModelFiles;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Seeds;
import io.ganglion.testing.Data;
import io.ganglion.testing.Models;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.History;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelTest {
  private static final int ROWS = 120;
  private static final FitOptions SHORT = FitOptions.defaults().epochs(30).batchSize(8);

  private static float[][] rows(int count, int features, long seed) {
    float[][] x = new float[count][features];
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < features; c++) {
        x[r][c] = (float) Seeds.normal(seed, (long) r * features + c);
      }
    }
    return x;
  }

  /** The sign of the first number. */
  private static int[] signs(float[][] x) {
    int[] classes = new int[x.length];
    for (int r = 0; r < classes.length; r++) {
      classes[r] = x[r][0] > 0f ? 1 : 0;
    }
    return classes;
  }

  private static Model classifier() {
    return Model.of(Input.row(2), "[dense: {units: 8, activation: tanh}, dense: {units: 2}]")
        .compile("categorical_crossentropy", "adam: {learningRate: 0.02}", "accuracy");
  }

  @Test
  void theWordsOfAJobMakeTheSameModelAsClasses() {
    float[][] x = rows(ROWS, 3, 1);
    float[][] y = rows(ROWS, 2, 2);
    Model words =
        Model.of(
                Input.row("a", "b", "c"),
                "- normalization\n- dense: {units: 4, activation: relu}\n- dense: {units: 2}")
            .compile("mse", "adam: {learningRate: 0.002}", "mae");
    Model classes =
        Model.of(
                Input.row("a", "b", "c"),
                new Normalization(),
                Dense.of(4, new Relu()),
                Dense.of(2, new Identity()))
            .compile(
                new MeanSquaredError(),
                new Adam(0.002, 0.9, 0.999, Adam.defaults().epsilon()),
                new MeanAbsoluteError());
    words.fit(Examples.of(x, y), SHORT);
    classes.fit(Examples.of(x, y), SHORT);
    assertThat(words.predict(x)).isDeepEqualTo(classes.predict(x));
    assertThat(words.trained().weights()).isEqualTo(classes.trained().weights());
  }

  @Test
  void aClusterIsTrainedAsAJobTrainsIt() {
    LocalCluster training = new LocalCluster(Data.regressionShards(3, 1, 40, 25));
    LocalCluster holdout = new LocalCluster(Data.regressionShards(3, 2, 20));
    NumericColumn column = NumericColumn.of("x", 0.0, 1.0, -4.0, 4.0, 0);
    Schema schema =
        new Schema(List.of(column, column, column), LabelColumn.number("y", TargetScaling.NONE));
    NetworkSpec network = NetworkSpec.of(Dense.of(6, new Tanh()), Dense.of(1, new Identity()));
    ModelSpec spec =
        new ModelSpec(
            network, schema.columns(), new MeanSquaredError(), List.of(), TargetScaling.NONE);
    ParameterAveraging strategy =
        new ParameterAveraging(
            spec,
            UpdateRule.of(Adam.defaults()),
            8,
            ParameterAveraging.EVERY_EPOCH,
            ParameterAveraging.StateMerge.AVERAGE,
            5);
    TrainingResult job =
        new Trainer(spec, strategy, 6, null, (epoch, epochs) -> {})
            .train(strategy.start(spec.bind().initialize(5)), training, holdout);
    Model model =
        Model.of(schema, Dense.of(6, new Tanh()), Dense.of(1, new Identity()))
            .compile(new MeanSquaredError(), Adam.defaults());
    History history =
        model.fit(training, holdout, FitOptions.defaults().epochs(6).batchSize(8).seed(5));
    assertThat(model.trained().weights()).isEqualTo(job.weights());
    assertThat(history.records().get(5).holdout()).isEqualTo(job.epochs().get(5).holdout());
    assertThat(model.evaluate(holdout).loss())
        .isEqualTo(history.best("loss", false).orElseThrow().holdout().loss());
  }

  @Test
  void classesAreLearnedFromTheirIndices() {
    float[][] x = rows(ROWS, 2, 3);
    Model model = classifier();
    History history = model.fit(Examples.of(x, signs(x)), SHORT.holdout(0.25).shards(2).seed(7));
    EpochRecord last = history.records().get(history.records().size() - 1);
    assertThat(last.training().rows()).isEqualTo(90);
    assertThat(last.holdout().rows()).isEqualTo(30);
    float[][] fresh = rows(50, 2, 4);
    assertThat(model.evaluate(Examples.of(fresh, signs(fresh))).get("accuracy"))
        .isGreaterThan(0.85);
    float[] one = model.predict(fresh)[0];
    assertThat(one[0] + one[1]).isCloseTo(1f, within(1e-5f));
  }

  @Test
  void yesAndNoMayBeNumbersOrIndices() {
    float[][] x = rows(ROWS, 2, 3);
    int[] signs = signs(x);
    float[] numbers = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      numbers[i] = signs[i];
    }
    float[][][] predictions = new float[2][][];
    for (int i = 0; i < 2; i++) {
      Model model =
          Model.of(Input.row(2), "- dense: {units: 1, activation: sigmoid}")
              .compile("binary_crossentropy", "lbfgs", "auc");
      model.fit(i == 0 ? Examples.of(x, signs) : Examples.of(x, numbers), SHORT);
      predictions[i] = model.predict(x);
    }
    assertThat(predictions[0]).isDeepEqualTo(predictions[1]);
    assertThat(predictions[0][0][0] > 0.5f).isEqualTo(signs[0] == 1);
  }

  @Test
  void aWeightOfTwoIsTheExampleTwice() {
    float[][] x = rows(40, 2, 5);
    float[] y = new float[40];
    for (int i = 0; i < 40; i++) {
      y[i] = x[i][0] - 2 * x[i][1] + i % 3;
    }
    float[][] twice = new float[80][];
    float[] yTwice = new float[80];
    for (int i = 0; i < 80; i++) {
      twice[i] = x[i % 40];
      yTwice[i] = y[i % 40];
    }
    float[] weights = new float[40];
    Arrays.fill(weights, 2f);
    Model weighted = Model.of(Input.row(2), "- dense: {units: 1}").compile("mse", "lbfgs");
    Model doubled = Model.of(Input.row(2), "- dense: {units: 1}").compile("mse", "lbfgs");
    weighted.fit(Examples.of(x, y).weighted(weights), SHORT);
    doubled.fit(Examples.of(twice, yTwice), SHORT);
    for (int i = 0; i < 40; i++) {
      assertThat(weighted.predict(x)[i][0]).isCloseTo(doubled.predict(x)[i][0], within(1e-4f));
    }
  }

  @Test
  void fittingAgainGoesOnFromTheWeightsBefore() {
    float[][] x = rows(ROWS, 2, 3);
    Examples examples = Examples.of(x, signs(x));
    Model model = classifier();
    History first = model.fit(examples, SHORT);
    History second = model.fit(examples, SHORT.epochs(1));
    assertThat(second.records().get(0).training().loss())
        .isLessThan(first.records().get(0).training().loss() / 2);
  }

  @Test
  void sequencesOfUnlikeLengthsAreLearned(@TempDir Path folder) throws IOException {
    float[][][] x = new float[60][][];
    float[] y = new float[60];
    for (int e = 0; e < x.length; e++) {
      x[e] = rows(1 + e % 5, 2, 100 + e);
      for (float[] step : x[e]) {
        y[e] += step[0] / x[e].length;
      }
    }
    Model model =
        Model.of(
                Input.sequence(2),
                SimpleRnn.of(6, true),
                new LastStep(),
                Dense.of(1, new Identity()))
            .compile("mse", "adam: {learningRate: 0.01}", "r2");
    model.fit(Examples.of(x, y), SHORT);
    assertThat(model.evaluate(Examples.of(x, y)).get("r2")).isGreaterThan(0.7);
    model.save(folder);
    float[][][] prediction = Model.load(folder).predict(x);
    assertThat(prediction).isDeepEqualTo(model.predict(x));
    float[][][] alone = {x[4]};
    assertThat(model.predict(alone)[0][0][0]).isCloseTo(prediction[4][0][0], within(1e-5f));
    float[][][] states = model.upTo("simple_rnn_1").predict(x);
    assertThat(states[4]).hasDimensions(5, 6);
    assertThat(model.upTo("last_step_1").predict(x)[4][0]).containsExactly(states[4][4]);
  }

  @Test
  void aPartOfAModelIsAModel(@TempDir Path folder) throws IOException {
    Model model = Model.of(Input.row(2), new Normalization(), Dense.of(3, new Softmax()));
    model.compile("categorical_crossentropy", "adam");
    float[][] x = rows(30, 2, 8);
    model.fit(Examples.of(x, signs(x)), SHORT);
    Model normalized = model.upTo("normalization_1");
    normalized.save(folder);
    float[][] z = Model.load(folder).predict(x);
    double sum = 0.0;
    for (float[] row : z) {
      sum += row[1];
    }
    assertThat(sum / 30).isCloseTo(0.0, within(1e-5));
    // The softmax that training had put into the loss is there again.
    float[][] probabilities = model.predict(x);
    float[][] part = model.upTo("dense_1").predict(x);
    for (int r = 0; r < 30; r++) {
      assertThat(part[r]).containsExactly(probabilities[r], within(1e-6f));
    }
    assertThatThrownBy(() -> model.upTo("dense_7"))
        .isInstanceOf(ModelException.class)
        .hasMessage("layer 'dense_7': expected one of normalization_1, dense_1");
  }

  @Test
  void aModelThatAJobTrainedIsTakenUp(@TempDir Path folder) throws IOException {
    ModelFiles.write(new LocalFolder(folder), Models.classifier(3));
    Model model = Model.load(folder);
    float[][] x = {{5f, 3f}, {6f, 2.5f}};
    assertThat(model.predict(x)).hasDimensions(2, 3);
    assertThat(model.summary()).contains("dense_2 (Dense)");
    assertThatThrownBy(() -> model.fit(Examples.of(x, new int[] {0, 1}), SHORT))
        .hasMessageContaining("compile it first");
    model.compile("categorical_crossentropy", "sgd");
    model.fit(Examples.of(x, new int[] {0, 2}), SHORT.epochs(1));
    assertThat(model.trained().schema().label().classes()).contains("setosa");
  }

  @Test
  void whatDoesNotFitIsRefusedWithThePlace() {
    float[][] x = rows(4, 2, 1);
    int[] y = {0, 1, 0, 1};
    Model model = classifier();
    assertThatThrownBy(() -> model.predict(x)).hasMessageContaining("fit it first");
    assertRefused(model, Examples.of(x, new int[] {0, 1, 2, 0}), SHORT, "y[2]", "from 0 to 1");
    assertRefused(model, Examples.of(x, new float[4]), SHORT, "y:", "index of a class");
    float[][] gap = rows(4, 2, 1);
    gap[3][1] = Float.NaN;
    assertRefused(model, Examples.of(gap, y), SHORT, "x[3][1]", "NaN");
    assertRefused(model, Examples.of(rows(4, 3, 1), y), SHORT, "x[0]", "expected 2 numbers");
    assertRefused(model, Examples.of(x, y), SHORT.earlyStopping(3), "earlyStopping", "holdout");
    assertRefused(model, Examples.of(x, y), SHORT.shards(5), "shards", "4 training examples");
    assertThatThrownBy(() -> Examples.of(x, new int[3])).hasMessageContaining("found 3");
    assertThatThrownBy(() -> model.compile("msee", "adamm", "mae"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("did you mean 'mse'")
        .hasMessageContaining("did you mean 'adam'");
    assertThatThrownBy(() -> model.compile("mse", "adam", "auc"))
        .hasMessageContaining("auc doesn't go with the loss mse");
  }

  private static void assertRefused(
      Model model, Examples examples, FitOptions options, String where, String what) {
    assertThatThrownBy(() -> model.fit(examples, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(where)
        .hasMessageContaining(what);
  }
}
