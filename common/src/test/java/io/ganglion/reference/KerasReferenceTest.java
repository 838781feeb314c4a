package io.ganglion.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.optimize.GradientTransform;
import io.ganglion.optimize.Optimizers;
import io.ganglion.optimize.Schedules;
import io.ganglion.optimize.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses, gradients and trained weights are those of Keras on the same numbers. */
class KerasReferenceTest {
  private static final int EPOCHS = 10;
  private static final int BATCHES = 5;

  static List<Map<?, ?>> gradients() {
    return ReferenceRun.cases("gradients.json");
  }

  static List<Map<?, ?>> optimizers() {
    return ReferenceRun.cases("optimizers.json");
  }

  static List<Map<?, ?>> settings() {
    return ReferenceRun.cases("settings.json");
  }

  @Test
  void parametersLieInTheOrderOfTheScript() {
    assertThat(new ReferenceRun(gradients().get(0)).parameterPaths())
        .containsExactly(
            "dense_1/weight",
            "dense_1/bias",
            "dense_2/weight",
            "dense_2/bias",
            "dense_3/weight",
            "dense_3/bias");
  }

  @ParameterizedTest
  @MethodSource("gradients")
  void lossAndGradient(Map<?, ?> reference) {
    ReferenceRun run = new ReferenceRun(reference);
    double value = ((Number) reference.get("value")).doubleValue();
    assertThat(run.nextBatch()).isCloseTo(value, within(1e-5 * value));
    assertEach(run.gradient(), ReferenceRun.vector(reference, "gradient"), 1e-5);
  }

  @ParameterizedTest
  @MethodSource({"optimizers", "settings"})
  void weightsAfterTraining(Map<?, ?> reference) {
    ReferenceRun run = new ReferenceRun(reference);
    float[] start = run.weights().clone();
    double[] heldOut = new double[EPOCHS];
    if (reference.get("heldOut") instanceof List<?> values) {
      Arrays.setAll(heldOut, i -> ((Number) values.get(i)).doubleValue());
    }
    run.train(rule(reference), BATCHES, heldOut);
    float[] expected = ReferenceRun.vector(reference, "weights");
    assertEach(run.weights(), expected, 1e-4);
    // Small steps would hide an error in the weights themselves.
    assertEach(difference(run.weights(), start), difference(expected, start), 1e-3);
  }

  @Test
  void everyOptimizerAndScheduleHasReferenceNumbers() {
    // Keras has none that takes the curvature.
    List<String> expected = new ArrayList<>(Optimizers.CATALOGUE.names());
    expected.removeAll(List.of("sophia"));
    assertThat(optimizers().stream().map(c -> rule(c).optimizer().kind())).containsAll(expected);
    assertThat(settings().stream().map(c -> rule(c).schedule().kind()))
        .containsAll(Schedules.CATALOGUE.names());
  }

  /** The settings of a case are those of a job file. */
  private static UpdateRule rule(Map<?, ?> reference) {
    Problems problems = new Problems();
    Object tree = reference.get("training");
    if (tree == null) {
      tree = Map.of("optimizer", reference.get("optimizer"));
    }
    Section training = Section.of("training", tree, problems);
    GradientTransform optimizer = training.choice("optimizer", Optimizers.CATALOGUE, null);
    UpdateRule rule = UpdateRule.read(training, optimizer, EPOCHS);
    training.finish();
    problems.throwIfAny();
    return rule;
  }

  private static float[] difference(float[] a, float[] b) {
    float[] difference = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  /**
   * Each element to the relative tolerance. Of elements near 0 only the sum that they came from is
   * known to so many digits, so they count as a hundredth of the greatest.
   */
  private static void assertEach(float[] found, float[] expected, double relative) {
    assertThat(found).hasSameSizeAs(expected);
    double greatest = 0.0;
    for (float value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      double tolerance = relative * Math.max(Math.abs(expected[i]), greatest / 100);
      assertThat((double) found[i]).as("element %s", i).isCloseTo(expected[i], within(tolerance));
    }
  }
}
