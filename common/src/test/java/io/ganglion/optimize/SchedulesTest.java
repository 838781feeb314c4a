package io.ganglion.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Problems;
import io.ganglion.config.SpecWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules of the learning rate: what holds for all, and the shape of each. */
class SchedulesTest {
  private static final double EPOCHS = 10;

  static List<Schedule> samples() {
    List<Schedule> samples = new ArrayList<>();
    for (Catalogue.Entry<Schedule> entry : Schedules.CATALOGUE.entries()) {
      samples.addAll(entry.samples());
    }
    return samples;
  }

  private static double factor(Schedule schedule, double place) {
    return schedule.factor(place, EPOCHS, schedule.start());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isReadAsItIsWritten(Schedule schedule) {
    Problems problems = new Problems();
    Object tree = SpecWriter.write(schedule);
    assertThat(Schedules.CATALOGUE.read("schedule", tree, problems)).isEqualTo(schedule);
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void risesFromZeroDuringTheWarmUpAndBeginsWhole(Schedule schedule) {
    double warmUp = schedule.warmUp();
    assertThat(factor(schedule, warmUp)).isEqualTo(1.0);
    if (warmUp > 0.0) {
      assertThat(factor(schedule, 0.0)).isZero();
      assertThat(factor(schedule, warmUp / 4)).isEqualTo(0.25);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void neverRisesAfterTheWarmUpAndStaysAShare(Schedule schedule) {
    double before = 1.0;
    for (double place = schedule.warmUp(); place <= EPOCHS; place += 0.125) {
      double factor = factor(schedule, place);
      assertThat(factor).isBetween(0.0, before);
      before = factor;
    }
  }

  @Test
  void stepsDown() {
    Schedule step = new StepDecay(3.0, 0.1, 0.0);
    assertThat(factor(step, 2.99)).isEqualTo(1.0);
    assertThat(factor(step, 3.0)).isEqualTo(0.1);
    assertThat(factor(step, 6.5)).isCloseTo(0.01, within(1e-15));
  }

  @Test
  void fallsByTheSameFactorInEachEpoch() {
    Schedule exponential = new ExponentialDecay(0.25, 1.0);
    assertThat(factor(exponential, 2.0)).isEqualTo(0.25);
    assertThat(factor(exponential, 1.5)).isEqualTo(0.5);
  }

  @Test
  void stretchesOverWhatIsLeftAfterTheWarmUp() {
    assertThat(factor(new CosineDecay(0.2, 0.0, 2.0), 6.0)).isCloseTo(0.6, within(1e-12));
    assertThat(factor(new CosineDecay(0.2, 0.0, 2.0), 10.0)).isEqualTo(0.2);
    assertThat(factor(new LinearDecay(0.2, 0.0, 2.0), 4.0)).isCloseTo(0.8, within(1e-12));
    assertThat(factor(new LinearDecay(0.2, 0.0, 2.0), 10.0)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void staysWhereItEndedBeforeTheTrainingDoes() {
    for (double place : new double[] {5.0, 7.5, 10.0}) {
      assertThat(factor(new CosineDecay(0.25, 5.0, 0.0), place)).isEqualTo(0.25);
      assertThat(factor(new LinearDecay(0.25, 5.0, 0.0), place)).isEqualTo(0.25);
    }
  }

  private static List<Double> shares(Schedule schedule, double... heldOut) {
    double[] state = schedule.start();
    List<Double> shares = new ArrayList<>();
    for (double value : heldOut) {
      state = schedule.after(state, value);
      shares.add(schedule.factor(shares.size() + 1.0, EPOCHS, state));
    }
    return shares;
  }

  @Test
  void reducesAfterEachStretchOfEpochsWithoutAnImprovement() {
    Schedule plateau = new ReduceOnPlateau(0.5, 2, 0.0, 0.2, 0.0);
    assertThat(shares(plateau, 1.0, 1.0, 1.1, 1.0, 0.9, 0.9, 0.95, 1.0, 1.0, 1.0, 1.0))
        .containsExactly(1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2);
  }

  @Test
  void aSmallImprovementIsNone() {
    Schedule plateau = new ReduceOnPlateau(0.5, 1, 0.1, 0.0, 0.0);
    assertThat(shares(plateau, 1.0, 0.95, 0.85, Double.NaN)).containsExactly(1.0, 0.5, 0.5, 0.25);
  }

  @Test
  void leavesTheStateOfAnEarlierEpochAlone() {
    Schedule plateau = new ReduceOnPlateau(0.5, 1, 0.0, 0.0, 0.0);
    double[] state = plateau.start();
    plateau.after(state, 1.0);
    assertThat(state).isEqualTo(plateau.start());
  }

  @Test
  void defaults() {
    assertThat(read("constant")).isEqualTo(new ConstantRate(0.0));
    assertThat(read("cosine")).isEqualTo(new CosineDecay(0.0, 0.0, 0.0));
    assertThat(read("linear")).isEqualTo(new LinearDecay(0.0, 0.0, 0.0));
    assertThat(read("reduce_on_plateau")).isEqualTo(new ReduceOnPlateau(0.1, 10, 1e-4, 0.0, 0.0));
    Object tree = Map.of("step", Map.of("every", 30));
    assertThat(Schedules.CATALOGUE.read("schedule", tree, new Problems()))
        .isEqualTo(new StepDecay(30.0, 0.1, 0.0));
  }

  private static Schedule read(String name) {
    return Schedules.CATALOGUE.read("schedule", name, new Problems());
  }
}
