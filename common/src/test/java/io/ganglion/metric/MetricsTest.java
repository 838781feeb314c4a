package io.ganglion.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.config.SpecWriter;
import io.ganglion.data.Targets;
import io.ganglion.loss.Loss;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Batches;
import io.ganglion.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsTest {
  static List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    for (var entry : Metrics.CATALOGUE.entries()) {
      metrics.addAll(entry.samples());
    }
    return metrics;
  }

  private static double of(ScalarMetric metric, Matrix prediction, Targets targets) {
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

  @Test
  void aRowIsRightAmongTheLargestWithTiesInItsFavour() {
    Targets targets = new Targets();
    targets.rows = 3;
    targets.classes = new int[] {0, 1, 2};
    Matrix prediction = matrix(3, 0.2f, 0.4f, 0.4f, 0.4f, 0.3f, 0.3f, 0.5f, 0.3f, 0.2f);
    assertThat(of(new TopKAccuracy(1), prediction, targets)).isZero();
    assertThat(of(new TopKAccuracy(2), prediction, targets)).isEqualTo(1.0 / 3);
    assertThat(of(new TopKAccuracy(3), prediction, targets)).isEqualTo(1.0);
    assertThat(of(new TopKAccuracy(9), prediction, targets)).isEqualTo(1.0);
  }

  @Test
  void whereNothingIsSaidOrFoundThereIsZero() {
    Matrix prediction = matrix(1, 0.1f, 0.2f, 0.3f);
    for (ScalarMetric metric : List.of(new Precision(), new Recall(), new F1())) {
      assertThat(of(metric, prediction, numbers(1, 0, 0, 0))).isZero();
      assertThat(of(metric, prediction, numbers(1, 0, 1, 0))).isZero();
    }
  }

  @Test
  void twoClassesAreJudgedAsAYesOrNoAnswerIs() {
    Matrix yes = matrix(1, 0.75f, 0.25f, 0.75f, 1f, 0f);
    Matrix both = matrix(2, 0.25f, 0.75f, 0.75f, 0.25f, 0.25f, 0.75f, 0, 1, 1, 0);
    Targets answers = numbers(1, 1, 1, 0, 1, 0);
    Targets classes = new Targets();
    classes.rows = 5;
    classes.classes = new int[] {1, 1, 0, 1, 0};
    for (String name : List.of("precision", "recall", "f1", "auc", "log_loss", "accuracy")) {
      ScalarMetric metric = (ScalarMetric) Metrics.CATALOGUE.read("metric", name, new Problems());
      assertThat(of(metric, both, classes)).as(name).isEqualTo(of(metric, yes, answers));
    }
    assertThat(table(both, classes)).isEqualTo(table(yes, answers));
    assertThat(table(yes, answers)).isEqualTo(List.of(List.of(1.0, 1.0), List.of(1.0, 2.0)));
  }

  private static List<List<Double>> table(Matrix prediction, Targets targets) {
    ConfusionMatrix metric = new ConfusionMatrix();
    return metric.table(metric.update(metric.start(0), prediction, targets));
  }

  @Test
  void targetsWithoutVarianceAreExplainedWhollyOrNotAtAll() {
    RSquared metric = new RSquared();
    assertThat(of(metric, matrix(1, 3, 3), numbers(1, 3, 3))).isEqualTo(1.0);
    assertThat(of(metric, matrix(1, 3, 4), numbers(1, 3, 3))).isZero();
    assertThat(of(metric, matrix(1, 2, 2), numbers(1, 1, 3))).isZero();
    // The mean of the outputs: one is right, of the other nothing is explained.
    assertThat(of(metric, matrix(2, 1, 2, 3, 2), numbers(2, 1, 1, 3, 3))).isEqualTo(0.5);
  }

  @Test
  void aSquareOfLargeNumbersKeepsItsDigits() {
    RSquared metric = new RSquared();
    Matrix prediction = matrix(1, 4194305, 4194306, 4194307, 4194308);
    Targets targets = numbers(1, 4194305, 4194306, 4194307, 4194309);
    assertThat(of(metric, prediction, targets)).isCloseTo(1.0 - 1.0 / 8.75, within(1e-9));
  }

  @Test
  void aSureMistakeCostsNoMoreThanAProbabilityCanTell() {
    double most = -Math.log(0x1p-23);
    assertThat(of(new LogLoss(), matrix(1, 1, 0), numbers(1, 0, 1))).isEqualTo(most);
  }

  static List<Arguments> fitting() {
    List<Arguments> fitting = new ArrayList<>();
    for (Metric metric : metrics()) {
      metric.tasks().forEach(task -> fitting.add(Arguments.of(metric, task)));
    }
    return fitting;
  }

  /** All but the one whose state grows with the rows, which AucTest looks at. */
  static List<Arguments> ofFixedSize() {
    return fitting().stream().filter(fit -> !(fit.get()[0] instanceof Auc)).toList();
  }

  private static Targets drawn(Task task) {
    Loss.Target kind =
        switch (task) {
          case NUMBERS, ENERGY -> Loss.Target.NUMBERS;
          case YES_OR_NO -> Loss.Target.BINARY;
          case CLASSES -> Loss.Target.CLASS;
        };
    return Batches.targets(new Targets(), kind, 20, 3, true, 6);
  }

  private static Object result(Metric metric, double[] state) {
    return metric instanceof TableMetric table
        ? table.table(state)
        : ((ScalarMetric) metric).result(state);
  }

  /**
   * With empty shards, shards without weight, and weights that are halves, so that sums are exact.
   */
  @ParameterizedTest
  @MethodSource("fitting")
  void shardsMergeIntoTheWhole(Metric metric, Task task) {
    Matrix all = Vectors.normal(20, 3, 5);
    if (task != Task.NUMBERS) {
      Kernels.softmax(all, all);
    }
    Targets targets = drawn(task);
    targets.weights[7] = 0f;
    Object whole = result(metric, metric.update(metric.start(20), all, targets));
    double[] merged = metric.start(20);
    for (int[] part : new int[][] {{0, 0}, {0, 7}, {7, 7}, {7, 8}, {8, 20}}) {
      double[] state = metric.start(20);
      if (part[0] < part[1]) {
        state = metric.update(state, rows(all, part[0], part[1]), part(targets, part[0], part[1]));
      }
      merged = metric.merge(merged, metric.compact(state));
    }
    if (whole instanceof Double value) {
      assertThat((double) result(metric, merged)).isCloseTo(value, within(1e-12));
    } else {
      assertThat(result(metric, merged)).isEqualTo(whole);
    }
  }

  private static Matrix rows(Matrix all, int from, int to) {
    return new Matrix().point(all.data, from * all.columns, to - from, all.columns);
  }

  private static Targets part(Targets all, int from, int to) {
    Targets part = new Targets();
    part.rows = to - from;
    part.weights = Arrays.copyOfRange(all.weights, from, to);
    if (all.classes != null) {
      part.classes = Arrays.copyOfRange(all.classes, from, to);
    } else {
      part.values.point(all.values.data, from * 3, to - from, 3);
    }
    return part;
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void aWeightOfTwoIsTheRowTwice(Metric metric, Task task) {
    Matrix once = Vectors.normal(20, 3, 5);
    if (task != Task.NUMBERS) {
      Kernels.softmax(once, once);
    }
    Targets weighted = drawn(task);
    Arrays.fill(weighted.weights, 1f);
    weighted.weights[4] = 2f;
    double[] again = metric.start(20);
    Arrays.fill(weighted.weights, 1f);
    again = metric.update(again, once, weighted);
    again = metric.update(again, rows(once, 4, 5), part(weighted, 4, 5));
    weighted.weights[4] = 2f;
    Object expected = result(metric, again);
    Object found = result(metric, metric.update(metric.start(20), once, weighted));
    if (expected instanceof Double value) {
      assertThat((double) found).isCloseTo(value, within(1e-12));
    } else {
      assertThat(found).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("ofFixedSize")
  void aBatchAllocatesNothing(Metric metric, Task task) {
    Matrix all = Vectors.normal(20, 3, 5);
    Targets targets = drawn(task);
    double[] state = metric.update(metric.start(20), all, targets);
    assertThat(Allocations.perStep(() -> metric.update(state, all, targets))).isZero();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void withoutRowsThereIsNoResult(Metric metric) {
    double[] state = metric.compact(metric.merge(metric.start(0), metric.start(0)));
    assertThat(result(metric, state)).isIn(Double.NaN, List.of());
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void whatIsWrittenReadsBack(Metric metric) {
    assertThat(Metrics.CATALOGUE.read("metric", SpecWriter.write(metric), new Problems()))
        .isEqualTo(metric);
  }

  @Test
  void errorsAndLossesShrinkForTheBetter() {
    List<String> shrinking =
        metrics().stream()
            .filter(metric -> metric instanceof ScalarMetric scalar && !scalar.largerIsBetter())
            .map(Metric::kind)
            .toList();
    assertThat(shrinking).containsExactly("mae", "mse", "rmse", "log_loss", "energy");
  }

  @Test
  void kIsFiveUnlessSaid() {
    assertThat(Metrics.CATALOGUE.read("metric", "top_k_accuracy", new Problems()))
        .isEqualTo(new TopKAccuracy(5));
    Problems problems = new Problems();
    Metrics.CATALOGUE.read("metric", Map.of("top_k_accuracy", Map.of("k", 0)), problems);
    assertThatThrownBy(problems::throwIfAny)
        .hasMessageContaining("metric.top_k_accuracy.k: expected at least 1, found 0");
  }
}
