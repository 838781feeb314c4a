package io.ganglion.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.testing.GradientDescent;
import org.junit.jupiter.api.Test;

/** The interfaces of full-batch methods carry one. */
class MinimizerTest {
  private static final GradientDescent DESCENT = new GradientDescent(1e-3);
  private static final Objective PARABOLA = new LandscapeObjective(Landscape.PARABOLA);

  @Test
  void steepestDescentFindsTheLowestPoint() {
    float[] weights = Landscape.PARABOLA.start();
    Minimizer.State state = DESCENT.start(weights.length);
    Minimizer.Progress progress = DESCENT.step(PARABOLA, weights, state, 1);
    double last = Double.POSITIVE_INFINITY;
    for (long iteration = 2; iteration <= 100 && !progress.converged(); iteration++) {
      assertThat(progress.value()).as("value before %s", iteration).isLessThanOrEqualTo(last);
      last = progress.value();
      progress = DESCENT.step(PARABOLA, weights, state, iteration);
    }
    assertThat(progress.converged()).isTrue();
    assertThat(weights).containsExactly(new float[] {0f, 1f, 2f, 3f}, within(1e-3f));
  }

  @Test
  void aCopyOfTheStateGoesOnWithTheSameBits() {
    float[] weights = Landscape.PARABOLA.start();
    Minimizer.State state = DESCENT.start(weights.length);
    for (long iteration = 1; iteration <= 3; iteration++) {
      DESCENT.step(PARABOLA, weights, state, iteration);
    }
    float[] copiedWeights = weights.clone();
    Minimizer.State copy = new Minimizer.State(copy(state.vectors), state.scalars.clone());
    DESCENT.step(PARABOLA, weights, state, 4);
    DESCENT.step(PARABOLA, copiedWeights, copy, 4);
    assertThat(copiedWeights).isEqualTo(weights);
  }

  private static float[][] copy(float[][] vectors) {
    float[][] copy = new float[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      copy[i] = vectors[i].clone();
    }
    return copy;
  }
}
