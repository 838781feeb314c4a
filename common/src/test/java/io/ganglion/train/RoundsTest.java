package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.testing.Data;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  /** Two shards of 32 batches of 2. */
  private static final LocalCluster CLUSTER = new LocalCluster(Data.regressionShards(4, 1, 64, 64));

  private static Averaging averaging(long every, double warmUp) {
    return new Averaging(
        every, 0.05, warmUp, ParameterAveraging.StateMerge.AVERAGE, 1.0, 0.0, false);
  }

  private static List<Long> periods(Averaging averaging, int epoch) {
    Rounds rounds = new Rounds(averaging, 2);
    List<Long> periods = new ArrayList<>();
    for (long done = 0; done < 32; ) {
      long batches = rounds.next(CLUSTER, done, epoch);
      periods.add(batches);
      done = batches > 32 ? 32 : done + batches;
    }
    return periods;
  }

  @Test
  void aGivenPeriodIsKept() {
    assertThat(periods(averaging(8, 0.0), 0)).containsExactly(8L, 8L, 8L, 8L);
    assertThat(periods(averaging(ParameterAveraging.EVERY_EPOCH, 0.0), 0))
        .containsExactly(ParameterAveraging.EVERY_EPOCH);
  }

  @Test
  void thePeriodGrowsInProportionInTheWarmUp() {
    Averaging twoEpochs = averaging(ParameterAveraging.EVERY_EPOCH, 2.0);
    // 32 · (place / 2), at least 1, with the places 0, 1/32, 2/32, …
    assertThat(periods(twoEpochs, 0)).containsExactly(1L, 1L, 1L, 1L, 2L, 3L, 4L, 6L, 9L, 14L);
    assertThat(periods(twoEpochs, 1)).containsExactly(16L, 24L);
    assertThat(periods(twoEpochs, 2)).containsExactly(ParameterAveraging.EVERY_EPOCH);
    assertThat(periods(averaging(4, 1.0), 0))
        .startsWith(1L, 1L, 1L, 1L, 1L, 1L, 1L)
        .endsWith(3L, 3L);
  }

  @Test
  void aPeriodChosenByItselfIsToldWithItsCost() {
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(Dense.of(1, new Identity())),
            Columns.numeric(4),
            new MeanSquaredError(),
            List.of(),
            TargetScaling.NONE);
    UpdateRule sgd = UpdateRule.of(new Sgd(0.01, 0.0, false));
    ParameterAveraging strategy =
        new ParameterAveraging(spec, sgd, 2, averaging(Averaging.AUTO, 0.0), 1);
    TrainState state = strategy.start(spec.bind().initialize(1));
    for (int epoch = 1; epoch <= 3; epoch++) {
      TrainingStrategy.Outcome outcome = strategy.epoch(state, CLUSTER);
      assertThat(outcome.statistics().rows()).isEqualTo(128);
      assertThat(outcome.merging().every()).isBetween(1L, 32L);
      assertThat(outcome.merging().share()).isCloseTo(0.5, within(0.5));
      state = outcome.state();
    }
    ParameterAveraging given = new ParameterAveraging(spec, sgd, 2, averaging(8, 0.0), 1);
    assertThat(given.epoch(state, CLUSTER).merging()).isNull();
  }
}
