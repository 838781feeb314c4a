package io.ganglion.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.tensor.Ranges;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every full-batch method on functions with a known minimum. */
class MinimizerTest {
  static Stream<Minimizer> all() {
    return StreamSupport.stream(Minimizers.CATALOGUE.entries().spliterator(), false)
        .flatMap(entry -> entry.samples().stream());
  }

  /** Where a search ended. */
  private static final class Found {
    private float[] weights;
    private Minimizer.Progress progress;
  }

  private static Found minimum(Minimizer minimizer, Objective objective, float[] start) {
    float[] weights = start.clone();
    Minimizer.State state = minimizer.start(weights.length);
    double last = Double.POSITIVE_INFINITY;
    for (long iteration = 1; ; iteration++) {
      Minimizer.Progress progress = minimizer.step(objective, weights, state, iteration);
      assertThat(progress.value())
          .as("value after %s", iteration)
          .isLessThanOrEqualTo(last + 1e-6 * Math.abs(last));
      last = progress.value();
      if (progress.converged() != null || iteration == 300) {
        Found found = new Found();
        found.weights = weights;
        found.progress = progress;
        return found;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void findsTheLowestPointOfAParabola(Minimizer minimizer) {
    Found found =
        minimum(minimizer, new LandscapeObjective(Landscape.PARABOLA), Landscape.PARABOLA.start());
    assertThat(found.progress.value()).isLessThan(1e-6);
    assertThat(found.weights).containsExactly(new float[] {0f, 1f, 2f, 3f}, within(1e-3f));
    assertThat(found.progress.converged()).startsWith("converged");
  }

  @ParameterizedTest
  @MethodSource("all")
  void findsTheBottomOfRosenbrocksValley(Minimizer minimizer) {
    Found found =
        minimum(
            minimizer, new LandscapeObjective(Landscape.ROSENBROCK), Landscape.ROSENBROCK.start());
    assertThat(found.progress.value()).isLessThan(1e-6);
    assertThat(found.weights).containsExactly(new float[] {1f, 1f}, within(2e-3f));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aCopyOfTheStateGoesOnWithTheSameBits(Minimizer minimizer) {
    Objective objective = new LandscapeObjective(Landscape.ROSENBROCK);
    float[] weights = Landscape.ROSENBROCK.start();
    Minimizer.State state = minimizer.start(weights.length);
    for (long iteration = 1; iteration <= 5; iteration++) {
      minimizer.step(objective, weights, state, iteration);
    }
    float[] copied = weights.clone();
    Minimizer.State copy =
        new Minimizer.State(
            Arrays.stream(state.vectors).map(float[]::clone).toArray(float[][]::new),
            state.scalars.clone());
    for (long iteration = 6; iteration <= 8; iteration++) {
      minimizer.step(objective, weights, state, iteration);
      minimizer.step(objective, copied, copy, iteration);
    }
    assertThat(copied).isEqualTo(weights);
    assertThat(weights).isNotEqualTo(Landscape.ROSENBROCK.start());
  }

  @Test
  void anL1PenaltyLeavesSmallWeightsAtZero() {
    // Each minimum is at i − 1.5 / (i + 1) where that is above 0.
    L1Penalty l1 = new L1Penalty(1.5, Ranges.of(0, 4));
    Objective objective = new LandscapeObjective(Landscape.PARABOLA, l1);
    for (float[] start : List.of(new float[4], new float[] {-3f, -1f, 2f, 5f})) {
      Found found = minimum(Lbfgs.defaults(), objective, start);
      assertThat(found.weights)
          .containsExactly(new float[] {0f, 0.25f, 1.5f, 2.625f}, within(1e-3f));
      assertThat(found.weights[0]).isZero();
    }
  }
}
