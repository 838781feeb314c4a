package io.ganglion.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.config.SpecWriter;
import io.ganglion.data.Targets;
import io.ganglion.loss.Loss;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import io.ganglion.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsTest {
  static List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    for (var entry : Metrics.CATALOGUE.entries()) {
      metrics.addAll(entry.samples());
    }
    return metrics;
  }

  private static double of(Metric metric, Matrix prediction, Targets targets) {
    return metric.result(metric.update(metric.start(0), prediction, targets));
  }

  private static Targets numbers(int outputs, float... values) {
    Targets targets = new Targets();
    targets.rows = values.length / outputs;
    targets.values.point(values, 0, targets.rows, outputs);
    return targets;
  }

  private static Matrix matrix(int columns, float... values) {
    return Matrix.of(values, values.length / columns, columns);
  }

  @Test
  void errorsAreMeansOverRowsAndOutputs() {
    Matrix prediction = matrix(2, 1, 2, 3, 4);
    Targets targets = numbers(2, 0, 4, 3, 0);
    assertThat(of(new MeanAbsoluteError(), prediction, targets)).isEqualTo(7.0 / 4);
    assertThat(of(new MeanSquared(), prediction, targets)).isEqualTo(21.0 / 4);
    assertThat(of(new RootMeanSquared(), prediction, targets)).isEqualTo(Math.sqrt(21.0 / 4));
    targets.weights = new float[] {3f, 1f};
    assertThat(of(new MeanAbsoluteError(), prediction, targets)).isEqualTo((3 * 1.5 + 2) / 4);
    assertThat(of(new MeanSquared(), prediction, targets)).isEqualTo((3 * 2.5 + 8) / 4);
  }

  @Test
  void aClassIsTheFirstOfTheLargest() {
    Targets targets = new Targets();
    targets.rows = 4;
    targets.classes = new int[] {2, 0, 1, 1};
    Matrix prediction = matrix(3, 0, 0, 1, 0.4f, 0.4f, 0.2f, 0.4f, 0.4f, 0.2f, 0, 1, 0);
    assertThat(of(new Accuracy(), prediction, targets)).isEqualTo(0.75);
    targets.weights = new float[] {1, 1, 6, 0};
    assertThat(of(new Accuracy(), prediction, targets)).isEqualTo(0.25);
  }

  @Test
  void aBinaryAnswerIsYesAboveAHalf() {
    Matrix prediction = matrix(1, 0.5f, 0.50001f, 0.2f, 0.9f);
    assertThat(of(new Accuracy(), prediction, numbers(1, 0, 1, 0, 0))).isEqualTo(0.75);
    assertThat(of(new Accuracy(), prediction, numbers(1, 1, 1, 0, 1))).isEqualTo(0.75);
    // Two outputs a row: each is half of the row.
    assertThat(of(new Accuracy(), matrix(2, 0.9f, 0.9f), numbers(2, 1, 0))).isEqualTo(0.5);
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void shardsMergeIntoTheWhole(Metric metric) {
    Matrix all = Vectors.normal(20, 3, 5);
    Targets targets = Batches.targets(new Targets(), Loss.Target.BINARY, 20, 3, true, 6);
    double whole = of(metric, all, targets);
    double[] merged = metric.start(0);
    for (int[] part : new int[][] {{0, 7}, {7, 7}, {7, 8}, {8, 20}}) {
      int rows = part[1] - part[0];
      Matrix some = new Matrix().point(all.data, part[0] * 3, rows, 3);
      Targets their = new Targets();
      their.rows = rows;
      their.values.point(targets.values.data, part[0] * 3, rows, 3);
      their.weights = Arrays.copyOfRange(targets.weights, part[0], part[1]);
      merged = metric.merge(merged, metric.update(metric.start(0), some, their));
    }
    assertThat(metric.result(merged)).isCloseTo(whole, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void withoutRowsThereIsNoResult(Metric metric) {
    assertThat(metric.result(metric.start(0))).isNaN();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void whatIsWrittenReadsBack(Metric metric) {
    assertThat(Metrics.CATALOGUE.read("metric", SpecWriter.write(metric), new Problems()))
        .isEqualTo(metric);
  }

  @Test
  void onlyAccuracyGrowsForTheBetter() {
    assertThat(Metrics.CATALOGUE.names()).containsExactly("mae", "mse", "rmse", "accuracy");
    assertThat(metrics().stream().map(Metric::largerIsBetter))
        .containsExactly(false, false, false, true);
  }
}
