package io.ganglion.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.tensor.Ranges;
import org.junit.jupiter.api.Test;

/** The rule of Sophia, step by step in double, and the curvature that it is given. */
class SophiaTest {
  private static final float[][] GRADIENTS = {{3f, -1f, 1e-4f}, {1f, -2f, 2e-4f}, {2f, 0.5f, 0f}};
  private static final float[][] CURVATURES = {{4f, 0.5f, 0f}, null, {2f, -0.1f, 0f}};

  private static Step step(GradientTransform optimizer) {
    Step step = new Step();
    step.weights = new float[] {1f, -2f, 0.5f};
    step.state = new float[optimizer.vectors()][3];
    step.active = Ranges.of(0, 3);
    step.decayed = Ranges.of(0, 2);
    step.learningRate = optimizer.learningRate();
    return step;
  }

  private static void next(GradientTransform optimizer, Step step) {
    step.gradient = GRADIENTS[(int) step.number].clone();
    step.curvature = CURVATURES[(int) step.number];
    step.number++;
    optimizer.apply(step);
  }

  @Test
  void sophiaIsNewtonsStepCut() {
    Sophia sophia = new Sophia(0.1, 0.5, 0.8, 0.3, 1e-3, 2);
    Step step = step(sophia);
    double[] m = new double[3];
    double[] h = new double[3];
    double[] w = {1, -2, 0.5};
    boolean cut = false;
    boolean whole = false;
    for (int t = 0; t < 3; t++) {
      next(sophia, step);
      for (int i = 0; i < 3; i++) {
        m[i] = 0.5 * m[i] + 0.5 * GRADIENTS[t][i];
        h[i] = CURVATURES[t] == null ? h[i] : 0.8 * h[i] + 0.2 * CURVATURES[t][i];
        double newton = m[i] / Math.max(0.3 * h[i], 1e-3);
        cut |= Math.abs(newton) > 1;
        whole |= Math.abs(newton) < 1 && newton != 0;
        w[i] -= 0.1 * Math.max(-1, Math.min(1, newton));
        assertThat((double) step.weights[i]).isCloseTo(w[i], within(1e-6));
      }
    }
    assertThat(cut && whole).isTrue();
  }

  @Test
  void l2IsPartOfTheCurvatureOfWhatDecays() {
    Sophia sophia = new Sophia(1.0, 0.0, 0.0, 1.0, 1e-6, 1);
    UpdateRule rule =
        new UpdateRule(
            sophia, Clipping.NONE, new Regularization(0.0, 0.5), 0.0, ConstantRate.defaults(), 1);
    Step step = step(sophia);
    step.weights = new float[3];
    step.gradient = new float[] {1f, 1f, 1f};
    step.curvature = new float[] {3f, 1f, 4f};
    step.number = 1;
    rule.apply(step);
    assertThat(step.weights).containsExactly(-1f / 4, -1f / 2, -1f / 4);
  }

  @Test
  void curvatureIsWantedInTheFirstStepAndAgainAfterItsPeriod() {
    UpdateRule rule = UpdateRule.of(new Sophia(0.1, 0.9, 0.9, 0.1, 1e-6, 10));
    assertThat(rule.wantsCurvature(1)).isTrue();
    assertThat(rule.wantsCurvature(2)).isFalse();
    assertThat(rule.wantsCurvature(10)).isFalse();
    assertThat(rule.wantsCurvature(11)).isTrue();
    assertThat(UpdateRule.of(Adam.defaults()).wantsCurvature(1)).isFalse();
  }
}
