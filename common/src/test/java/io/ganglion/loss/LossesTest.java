package io.ganglion.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.config.SpecWriter;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.Targets;
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
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {
  private static final int ROWS = 6;
  private static final int OUTPUTS = 4;
  private static final float STEP = 1f / 256f;

  static List<Loss> losses() {
    List<Loss> losses = new ArrayList<>();
    for (var entry : Losses.CATALOGUE.entries()) {
      losses.addAll(entry.samples());
    }
    return losses;
  }

  private static Targets targets(Loss loss, boolean weighted) {
    return Batches.targets(new Targets(), loss.target(), ROWS, OUTPUTS, weighted, 17);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theGradientAgreesWithDifferences(Loss loss) {
    for (boolean weighted : new boolean[] {false, true}) {
      Targets targets = targets(loss, weighted);
      Matrix out = Vectors.normal(ROWS, OUTPUTS, 3);
      Matrix gradient = new Matrix(ROWS, OUTPUTS);
      loss.valueAndGradient(out, targets, gradient);
      for (int i = 0; i < out.size(); i++) {
        float middle = out.data[i];
        out.data[i] = middle + STEP;
        double above = loss.valueAndGradient(out, targets, null);
        out.data[i] = middle - STEP;
        double below = loss.valueAndGradient(out, targets, null);
        out.data[i] = middle;
        assertThat((double) gradient.data[i]).isCloseTo((above - below) / (2 * STEP), within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theCurvatureProductAgreesWithDifferencesOfTheGradient(Loss loss) {
    Targets targets = targets(loss, true);
    Matrix out = Vectors.normal(ROWS, OUTPUTS, 3);
    Matrix v = Vectors.normal(ROWS, OUTPUTS, 4);
    Matrix product = new Matrix(ROWS, OUTPUTS);
    loss.curvatureProduct(out, targets, v, product);
    Matrix above = moved(loss, targets, out, v, STEP);
    Matrix below = moved(loss, targets, out, v, -STEP);
    for (int i = 0; i < v.size(); i++) {
      double expected = (above.data[i] - below.data[i]) / (2 * STEP);
      assertThat((double) product.data[i]).isCloseTo(expected, within(1e-3));
    }
  }

  private static Matrix moved(Loss loss, Targets targets, Matrix out, Matrix v, float step) {
    Matrix moved = new Matrix(ROWS, OUTPUTS);
    for (int i = 0; i < v.size(); i++) {
      moved.data[i] = out.data[i] + step * v.data[i];
    }
    Matrix gradient = new Matrix(ROWS, OUTPUTS);
    loss.valueAndGradient(moved, targets, gradient);
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theValueIsTheSameWithAndWithoutTheGradient(Loss loss) {
    for (float scale : new float[] {1e-3f, 1f, 8f, 30f, 1e4f}) {
      if (scale > 30f && loss.link() == Loss.Link.EXPONENTIAL) {
        continue;
      }
      Targets targets = targets(loss, true);
      Matrix out = Vectors.normal(ROWS, OUTPUTS, 3);
      for (int i = 0; i < out.size(); i++) {
        out.data[i] *= scale;
      }
      double alone = loss.valueAndGradient(out, targets, null);
      double both = loss.valueAndGradient(out, targets, new Matrix(ROWS, OUTPUTS));
      assertThat(both).isCloseTo(alone, within(2e-6 * Math.abs(alone)));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theSumIsOverRowsWithTheirWeights(Loss loss) {
    Targets targets = targets(loss, true);
    Matrix out = Vectors.normal(ROWS, OUTPUTS, 3);
    float[] weights = targets.weights;
    double whole = loss.valueAndGradient(out, targets, null);
    double parts = 0.0;
    for (int r = 0; r < ROWS; r++) {
      targets.weights = new float[ROWS];
      targets.weights[r] = 1f;
      parts += weights[r] * loss.valueAndGradient(out, targets, null);
    }
    assertThat(whole).isCloseTo(parts, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aPartialBatchCountsItsOwnRows(Loss loss) {
    Targets targets = targets(loss, false);
    Matrix gradient = new Matrix(ROWS, OUTPUTS);
    Arrays.fill(gradient.data, 9f);
    Matrix few = Matrix.of(Vectors.normal(ROWS * OUTPUTS, 3), 2, OUTPUTS);
    Matrix fewGradient = Matrix.of(gradient.data, 2, OUTPUTS);
    double value = loss.valueAndGradient(few, targets, fewGradient);
    targets.weights = new float[] {1, 1, 0, 0, 0, 0};
    Matrix all = Vectors.normal(ROWS, OUTPUTS, 3);
    assertThat(value)
        .isCloseTo(loss.valueAndGradient(all, targets, new Matrix(ROWS, OUTPUTS)), within(1e-9));
    assertThat(gradient.data[2 * OUTPUTS]).isEqualTo(9f);
    Matrix none = Matrix.of(new float[0], 0, OUTPUTS);
    assertThat(loss.valueAndGradient(none, targets, none)).isZero();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void columnsOfAWiderMatrixWorkToo(Loss loss) {
    Targets targets = targets(loss, true);
    Matrix out = Vectors.normal(ROWS, OUTPUTS, 3);
    Matrix gradient = new Matrix(ROWS, OUTPUTS);
    Matrix view = new Matrix().point(new float[ROWS * 9], 2, ROWS, OUTPUTS, 9);
    Matrix viewGradient = new Matrix().point(new float[ROWS * 7], 1, ROWS, OUTPUTS, 7);
    Vectors.set(view, out.data);
    double value = loss.valueAndGradient(out, targets, gradient);
    assertThat(loss.valueAndGradient(view, targets, viewGradient)).isEqualTo(value);
    assertThat(Vectors.values(viewGradient)).isEqualTo(gradient.data);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void extremeOutputsStayFinite(Loss loss) {
    Targets targets = targets(loss, false);
    Matrix out = new Matrix(ROWS, OUTPUTS);
    // Where a float ends for the exponential, and far out for all others.
    float size = loss.link() == Loss.Link.EXPONENTIAL ? 80f : 1e4f;
    for (int i = 0; i < out.size(); i++) {
      out.data[i] = i * 7 % 3 == 0 ? size : -size;
    }
    Matrix gradient = new Matrix(ROWS, OUTPUTS);
    Matrix product = new Matrix(ROWS, OUTPUTS);
    assertThat(loss.valueAndGradient(out, targets, gradient)).isFinite().isPositive();
    assertThat(loss.valueAndGradient(out, targets, null)).isFinite().isPositive();
    loss.curvatureProduct(out, targets, Vectors.normal(ROWS, OUTPUTS, 4), product);
    Matrix prediction = new Matrix(ROWS, OUTPUTS);
    loss.predict(out, prediction);
    for (int i = 0; i < out.size(); i++) {
      assertThat(gradient.data[i]).isFinite();
      assertThat(product.data[i]).isFinite();
      assertThat(prediction.data[i]).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void anOutputThatIsNoNumberShows(Loss loss) {
    for (int place = 0; place < OUTPUTS; place++) {
      Matrix out = Vectors.normal(ROWS, OUTPUTS, 3);
      out.data[place] = Float.NaN;
      Targets targets = targets(loss, false);
      assertThat(loss.valueAndGradient(out, targets, null)).isNaN();
      assertThat(loss.valueAndGradient(out, targets, new Matrix(ROWS, OUTPUTS))).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void predictionMayOverwriteTheOutput(Loss loss) {
    Matrix out = Vectors.normal(ROWS, OUTPUTS, 3);
    Matrix prediction = new Matrix(ROWS, OUTPUTS);
    loss.predict(out, prediction);
    loss.predict(out, out);
    assertThat(out.data).isEqualTo(prediction.data);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aWarmStepAllocatesNothing(Loss loss) {
    Targets targets = targets(loss, true);
    Matrix out = Vectors.normal(ROWS, OUTPUTS, 3);
    Matrix v = Vectors.normal(ROWS, OUTPUTS, 4);
    Matrix result = new Matrix(ROWS, OUTPUTS);
    Runnable step =
        () -> {
          loss.valueAndGradient(out, targets, result);
          loss.curvatureProduct(out, targets, v, result);
        };
    assertThat(Allocations.perStep(step)).isZero();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void whatIsWrittenReadsBack(Loss loss) {
    assertThat(Losses.CATALOGUE.read("loss", SpecWriter.write(loss), new Problems()))
        .isEqualTo(loss);
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    Targets targets = new Targets();
    targets.values.point(new float[] {1f, 0f}, 0, 1, 2);
    targets.classes = new int[] {1};
    Matrix out = Matrix.of(new float[] {2f, -1f}, 1, 2);
    // ((2 − 1)² + (−1 − 0)²) / 2.
    assertThat(new MeanSquaredError().valueAndGradient(out, targets, null)).isEqualTo(1.0);
    // (log(1 + e²) − 2 + log(1 + e⁻¹)) / 2.
    assertThat(new BinaryCrossentropy().valueAndGradient(out, targets, null))
        .isCloseTo((Math.log(1 + Math.exp(2)) - 2 + Math.log(1 + Math.exp(-1))) / 2, within(1e-12));
    // (1 + 1) / 2.
    assertThat(new MeanAbsoluteError().valueAndGradient(out, targets, null)).isEqualTo(1.0);
    // ((1 − 0.25) / 2 + (1 − 0.25) / 2) / 2.
    assertThat(new Huber(0.5).valueAndGradient(out, targets, null)).isEqualTo(0.375);
    // (e² − 2 + e⁻¹) / 2.
    assertThat(new Poisson().valueAndGradient(out, targets, null))
        .isCloseTo((Math.exp(2) - 2 + Math.exp(-1)) / 2, within(1e-12));
    // log(e² + e⁻¹) + 1.
    assertThat(new CategoricalCrossentropy().valueAndGradient(out, targets, null))
        .isCloseTo(Math.log(Math.exp(2) + Math.exp(-1)) + 1, within(1e-12));
  }

  @Test
  void aSmallLossKeepsItsDigits() {
    Targets targets = new Targets();
    targets.classes = new int[] {0};
    targets.values.point(new float[] {1f}, 0, 1, 1);
    double expected = Math.log1p(Math.exp(-30));
    Matrix two = Matrix.of(new float[] {30f, 0f}, 1, 2);
    Matrix one = Matrix.of(new float[] {30f}, 1, 1);
    assertThat(new CategoricalCrossentropy().valueAndGradient(two, targets, null))
        .isCloseTo(expected, within(1e-9 * expected));
    assertThat(new CategoricalCrossentropy().valueAndGradient(two, targets, new Matrix(1, 2)))
        .isCloseTo(expected, within(1e-5 * expected));
    assertThat(new BinaryCrossentropy().valueAndGradient(one, targets, null))
        .isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void smoothedTargetsAreThoseOfTheFormulas() {
    Targets targets = new Targets();
    targets.values.point(new float[] {1f, 0f}, 0, 1, 2);
    targets.classes = new int[] {1};
    Matrix out = Matrix.of(new float[] {2f, -1f}, 1, 2);
    // Targets of 0.9 and 0.1.
    double binary = Math.log(1 + Math.exp(2)) - 0.9 * 2 + Math.log(1 + Math.exp(-1)) + 0.1;
    assertThat(new BinaryCrossentropy(0.2).valueAndGradient(out, targets, null))
        .isCloseTo(binary / 2, within(1e-12));
    double classes = Math.log(Math.exp(2) + Math.exp(-1)) - 0.1 * 2 + 0.9;
    assertThat(new CategoricalCrossentropy(0.2).valueAndGradient(out, targets, null))
        .isCloseTo(classes, within(1e-12));
  }

  @Test
  void huberIsShownInTheUnitsOfTheData() {
    TargetScaling scaling = new TargetScaling(List.of(5.0, -2.0), List.of(3.0, 0.25));
    Matrix out = Vectors.normal(ROWS, 2, 3);
    Targets targets = Batches.targets(new Targets(), Loss.Target.NUMBERS, ROWS, 2, true, 4);
    Huber huber = new Huber(0.7);
    double expected = 0.0;
    for (int c = 0; c < 2; c++) {
      Targets one = new Targets();
      one.weights = targets.weights;
      one.values.point(targets.values.data, c, ROWS, 1, 2);
      Matrix column = new Matrix().point(out.data, c, ROWS, 1, 2);
      double deviation = scaling.deviation(c);
      expected += deviation * deviation * huber.valueAndGradient(column, one, null) / 2;
    }
    Matrix shown = new Matrix(ROWS, 2);
    scaling.restore(out, new Matrix(), shown);
    scaling.restore(targets.values, new Matrix(), targets.values);
    assertThat(huber.restoredValue(shown, targets, scaling))
        .isCloseTo(expected, within(1e-5 * expected));
  }

  @Test
  void aRateThatNoFloatHoldsEndsTrainingAsDiverged() {
    Targets targets = new Targets();
    targets.values.point(new float[] {1f}, 0, 1, 1);
    Matrix out = Matrix.of(new float[] {1e4f}, 1, 1);
    Matrix gradient = new Matrix(1, 1);
    assertThat(new Poisson().valueAndGradient(out, targets, gradient))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(gradient.data[0]).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void hyperparametersAreChecked() {
    Problems problems = new Problems();
    Map<String, Object> huber = Map.of("huber", Map.of("delta", 0));
    Losses.CATALOGUE.read("loss", huber, problems);
    for (String name : List.of("binary_crossentropy", "categorical_crossentropy")) {
      Losses.CATALOGUE.read("loss", Map.of(name, Map.of("labelSmoothing", 1)), problems);
    }
    assertThat(problems.messages())
        .containsExactly(
            "loss.huber.delta: expected a number above 0, found 0.0",
            "loss.binary_crossentropy.labelSmoothing:"
                + " expected a number of at least 0.0 and below 1.0, found 1.0",
            "loss.categorical_crossentropy.labelSmoothing:"
                + " expected a number of at least 0.0 and below 1.0, found 1.0");
    assertThatThrownBy(() -> new Huber(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BinaryCrossentropy(1.0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAndDefaultsAreFixed() {
    assertThat(defaults())
        .containsExactly(
            new MeanSquaredError(),
            new MeanAbsoluteError(),
            new Huber(1.0),
            new Poisson(),
            new BinaryCrossentropy(0.0),
            new ReconstructionCrossentropy(),
            new CategoricalCrossentropy(0.0));
    assertThat(defaults().stream().map(Loss::kind))
        .containsExactlyElementsOf(Losses.CATALOGUE.names());
  }

  private static List<Loss> defaults() {
    return Losses.CATALOGUE.names().stream()
        .map(name -> Losses.CATALOGUE.read("loss", name, new Problems()))
        .toList();
  }

  @Test
  void linksAndTargetsAreFixed() {
    assertThat(defaults().stream().map(Loss::link))
        .containsExactly(
            Loss.Link.IDENTITY,
            Loss.Link.IDENTITY,
            Loss.Link.IDENTITY,
            Loss.Link.EXPONENTIAL,
            Loss.Link.SIGMOID,
            Loss.Link.SIGMOID,
            Loss.Link.SOFTMAX);
    assertThat(defaults().stream().map(Loss::target))
        .containsExactly(
            Loss.Target.NUMBERS,
            Loss.Target.NUMBERS,
            Loss.Target.NUMBERS,
            Loss.Target.NUMBERS,
            Loss.Target.BINARY,
            Loss.Target.NUMBERS,
            Loss.Target.CLASS);
    assertThat(defaults().stream().map(Loss::leastTarget).filter(least -> least == 0.0)).hasSize(2);
    assertThat(defaults().stream().map(Loss::greatestTarget).filter(most -> most == 1.0))
        .hasSize(1);
  }
}
