package io.ganglion.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Problems;
import io.ganglion.config.SpecWriter;
import io.ganglion.tensor.Ranges;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every optimizer of the catalogue. */
class OptimizersTest {
  /** Optimizers differ in the rate that suits a landscape; each must do with one of these. */
  private static final double[] RATES = {1.0, 0.3, 0.1, 0.03, 0.01, 0.001, 0.0001};

  private static final int STEPS = 30_000;

  static List<GradientTransform> samples() {
    List<GradientTransform> samples = new ArrayList<>();
    for (Catalogue.Entry<GradientTransform> entry : Optimizers.CATALOGUE.entries()) {
      samples.addAll(entry.samples());
    }
    return samples;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void descendsAParabola(GradientTransform optimizer) {
    assertThat(leastReached(optimizer, Landscape.PARABOLA)).isLessThan(1e-4);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void followsTheValleyOfRosenbrock(GradientTransform optimizer) {
    assertThat(leastReached(optimizer, Landscape.ROSENBROCK)).isLessThan(1e-3);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void takesTheRateOfTheStep(GradientTransform optimizer) {
    float[] once = updateAtRate(optimizer, 0.25);
    float[] twice = updateAtRate(optimizer, 0.5);
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isEqualTo(2 * once[i]).isNotZero();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void movesActiveRangesOnly(GradientTransform optimizer) {
    int n = 40;
    Step step = step(optimizer, Vectors.normal(n, 1), new float[n]);
    for (int v = 0; v < step.state.length; v++) {
      step.state[v] = Vectors.normal(n, 2 + v);
      for (int i = 0; i < n; i++) {
        step.state[v][i] = Math.abs(step.state[v][i]);
      }
    }
    step.active = Ranges.of(3, 20);
    step.active.add(25, 26);
    float[] gradient = Vectors.normal(n, 9);
    step.gradient = gradient.clone();
    float[] weights = step.weights.clone();
    float[][] before = Arrays.stream(step.state).map(float[]::clone).toArray(float[][]::new);
    step.number = 1;
    optimizer.apply(step);
    for (int i = 0; i < n; i++) {
      boolean active = (i >= 3 && i < 20) || i == 25;
      assertThat(step.weights[i] != weights[i]).as("weight %s", i).isEqualTo(active);
      assertThat(step.gradient[i]).as("gradient %s", i).isEqualTo(active ? 0f : gradient[i]);
      for (int v = 0; v < before.length; v++) {
        boolean moved = step.state[v][i] != before[v][i];
        assertThat(moved).as("state %s, %s", v, i).isEqualTo(active);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aGradientOfZeroMovesNothingAtFirst(GradientTransform optimizer) {
    Step step = step(optimizer, new float[20], new float[20]);
    step.number = 1;
    optimizer.apply(step);
    for (float weight : step.weights) {
      assertThat(weight == 0f).as("%s is 0 of either sign", weight).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void allocatesNothing(GradientTransform optimizer) {
    Step step = step(optimizer, new float[5121], Vectors.normal(5121, 4));
    double bytes =
        Allocations.perStep(
            () -> {
              step.number++;
              optimizer.apply(step);
            });
    assertThat(bytes).isZero();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isReadAsItIsWritten(GradientTransform optimizer) {
    Problems problems = new Problems();
    Object tree = SpecWriter.write(optimizer);
    assertThat(Optimizers.CATALOGUE.read("optimizer", tree, problems)).isEqualTo(optimizer);
    assertThat(problems.messages()).isEmpty();
  }

  /** The least value after all steps, over the rates. */
  private static double leastReached(GradientTransform optimizer, Landscape landscape) {
    double least = Double.POSITIVE_INFINITY;
    for (double rate : RATES) {
      double value = valueAfter(optimizer, landscape, rate);
      least = Double.isNaN(value) ? least : Math.min(least, value);
    }
    return least;
  }

  private static double valueAfter(GradientTransform optimizer, Landscape landscape, double rate) {
    float[] weights = landscape.start();
    Step step = step(optimizer, weights, new float[weights.length]);
    step.learningRate = rate;
    UpdateRule rule = UpdateRule.of(optimizer);
    while (step.number < STEPS) {
      landscape.valueAndGradient(weights, step.gradient);
      step.number++;
      step.curvature = rule.wantsCurvature(step.number) ? diagonal(landscape, weights) : null;
      optimizer.apply(step);
    }
    return landscape.valueAndGradient(weights, step.gradient);
  }

  private static float[] diagonal(Landscape landscape, float[] weights) {
    double[][] curvature = landscape.curvature(weights);
    float[] diagonal = new float[weights.length];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = (float) curvature[i][i];
    }
    return diagonal;
  }

  private static float[] updateAtRate(GradientTransform optimizer, double rate) {
    Step step = step(optimizer, new float[20], Vectors.normal(20, 3));
    step.learningRate = rate;
    step.number = 1;
    optimizer.apply(step);
    return step.weights;
  }

  private static Step step(GradientTransform optimizer, float[] weights, float[] gradient) {
    Step step = new Step();
    step.gradient = gradient;
    step.weights = weights;
    step.state = new float[optimizer.vectors()][weights.length];
    step.active = Ranges.of(0, weights.length);
    step.decayed = new Ranges();
    step.learningRate = optimizer.learningRate();
    if (optimizer.curvatureEvery() > 0) {
      step.curvature = new float[weights.length];
      Arrays.fill(step.curvature, 0.7f);
    }
    return step;
  }
}
