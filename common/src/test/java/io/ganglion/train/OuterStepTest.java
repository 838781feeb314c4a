package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Slot;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.ConstantRate;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Kernels;
import io.ganglion.testing.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OuterStepTest {
  private static final ModelSpec SPEC =
      new ModelSpec(
          NetworkSpec.of(new Normalization(), Dense.of(6, new Tanh()), Dense.of(1, new Identity())),
          Columns.numeric(4),
          new MeanSquaredError(),
          List.of(),
          TargetScaling.NONE);
  private static final UpdateRule RULE = UpdateRule.of(Adam.defaults());
  private static final List<List<Block>> SHARDS = Data.regressionShards(4, 1, 40, 25);

  private static Averaging averaging(
      ParameterAveraging.StateMerge merge, double rate, double momentum, boolean nesterov) {
    return new Averaging(
        ParameterAveraging.EVERY_EPOCH, 0.05, 0.0, merge, rate, momentum, nesterov);
  }

  private static ParameterAveraging strategy(Averaging averaging) {
    return new ParameterAveraging(SPEC, RULE, 8, averaging, 5);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5, false", "0.7, 0.9, true", "0.5, 0, false", "1, 0.6, true"})
  void followsItsFormula(double rate, double momentum, boolean nesterov) {
    ParameterAveraging.StateMerge reset = ParameterAveraging.StateMerge.RESET;
    ParameterAveraging stepping = strategy(averaging(reset, rate, momentum, nesterov));
    ParameterAveraging plain = strategy(averaging(reset, 1.0, 0.0, false));
    LocalCluster cluster = new LocalCluster(SHARDS);
    TrainState state = stepping.start(SPEC.bind().initialize(3));
    double[] velocity = new double[state.weights.length];
    boolean[] trained = new boolean[velocity.length];
    SPEC.bind().slots().stream()
        .filter(slot -> slot.kind().trainable())
        .forEach(slot -> Arrays.fill(trained, slot.offset(), slot.end(), true));
    for (int epoch = 0; epoch < 4; epoch++) {
      TrainState average =
          plain
              .epoch(
                  new TrainState(state.weights, new float[0][], state.scalars, 0, state.epoch),
                  cluster)
              .state();
      TrainState next = stepping.epoch(state, cluster).state();
      for (int i = 0; i < velocity.length; i++) {
        double change = (double) average.weights[i] - state.weights[i];
        velocity[i] = momentum * velocity[i] + rate * change;
        double move = nesterov ? momentum * velocity[i] + rate * change : velocity[i];
        double expected = trained[i] ? state.weights[i] + move : average.weights[i];
        assertThat((double) next.weights[i]).isCloseTo(expected, within(1e-6));
      }
      state = next;
    }
    assertThat(state.vectors).hasDimensions(momentum == 0.0 ? 0 : 1, velocity.length);
  }

  @Test
  void withoutMomentumAtTheRateOneTheAverageKeepsItsBits() {
    Network network = SPEC.bind();
    float[] average = network.initialize(8);
    float[] before = network.initialize(9);
    float[] moved = average.clone();
    new OuterStep(Averaging.defaults(), RULE, network).apply(before, moved, new float[0][]);
    assertThat(moved).isEqualTo(average);
  }

  @Test
  void whatIsNotTrainedTakesItsAverage() {
    Network network = SPEC.bind();
    float[] average = network.initialize(8);
    float[] before = network.initialize(9);
    float[][] velocity = new float[1][average.length];
    Slot mean = network.slots().get(0);
    assertThat(mean.kind().trainable()).isFalse();
    average[mean.offset()] = 3f;
    before[mean.offset()] = 2f;
    new OuterStep(averaging(ParameterAveraging.StateMerge.AVERAGE, 0.7, 0.9, true), RULE, network)
        .apply(before, average, velocity);
    assertThat(average[mean.offset()]).isEqualTo(3f);
    assertThat(velocity[0][mean.offset()]).isZero();
    assertThat(velocity[0][network.slots().get(2).offset()]).isNotZero();
  }

  @Test
  void theBoundOnIncomingWeightsHoldsAfterIt() {
    Network network = SPEC.bind();
    UpdateRule bounded =
        new UpdateRule(
            RULE.optimizer(),
            Clipping.NONE,
            Regularization.NONE,
            0.0,
            ConstantRate.defaults(),
            1,
            0.5);
    Averaging far = averaging(ParameterAveraging.StateMerge.AVERAGE, 5.0, 0.9, true);
    float[] weights = network.initialize(8);
    new OuterStep(far, bounded, network)
        .apply(network.initialize(9), weights, new float[1][weights.length]);
    int[] matrices = NeuronWeights.matrices(network);
    for (int m = 0; m < matrices.length; m += 3) {
      double squares = Kernels.sumOfSquares(weights, matrices[m], matrices[m] + matrices[m + 2]);
      assertThat(Math.sqrt(squares)).isCloseTo(0.5, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(ParameterAveraging.StateMerge.class)
  void theVelocityStaysAtTheDriver(ParameterAveraging.StateMerge merge) {
    List<TrainState> sent = new ArrayList<>();
    ParameterAveraging strategy = strategy(averaging(merge, 0.7, 0.9, true));
    TrainState start = strategy.start(SPEC.bind().initialize(3));
    TrainState once = strategy.epoch(start, new Recording(SHARDS, sent)).state();
    float[] velocity = once.vectors[once.vectors.length - 1].clone();
    TrainState twice = strategy.epoch(once, new Recording(SHARDS, sent)).state();
    int ofOptimizer = merge == ParameterAveraging.StateMerge.RESET ? 0 : 2;
    assertThat(sent).hasSize(2).allMatch(state -> state.vectors.length == ofOptimizer);
    assertThat(twice.vectors).hasDimensions(ofOptimizer + 1, start.weights.length);
    assertThat(twice.vectors[ofOptimizer]).isNotEqualTo(velocity);
    assertThat(once.vectors[ofOptimizer]).isEqualTo(velocity);
    if (ofOptimizer > 0) {
      assertThat(twice.steps).isEqualTo(2 * 5);
    }
  }
}
