package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.ActivationLayer;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Relu;
import io.ganglion.layer.Sigmoid;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Stalling;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.UpdateRule;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LayerProbeTest {
  private static final ModelSpec SPEC =
      new ModelSpec(
          NetworkSpec.of(
              Dense.of(2, new Relu()),
              Dense.of(2, new Identity()),
              new ActivationLayer(new Sigmoid()),
              Dense.of(1, new Identity())),
          Columns.numeric(1),
          new MeanSquaredError(),
          List.of(),
          TargetScaling.NONE);

  private static Block rows(float... x) {
    return Block.builder(x.length).numeric(x, 1).values(x, 1).build();
  }

  private static EpochDiagnostics diagnostics(float[] weights, List<List<Block>> shards) {
    ParameterAveraging strategy =
        new ParameterAveraging(
            SPEC,
            UpdateRule.of(new Sgd(1e-6, 0.0, false)),
            4,
            ParameterAveraging.EVERY_EPOCH,
            ParameterAveraging.StateMerge.AVERAGE,
            1);
    return strategy.epoch(TrainState.start(weights, 0), new LocalCluster(shards)).diagnostics();
  }

  /** Unit 1 of the first layer is relu(x), unit 2 relu(−x − 3); the sigmoids see 9 and 0. */
  private static float[] weights() {
    return new float[] {1, -1, 0, -3, 0, 0, 0, 0, 9, 0, 1, 1, 0};
  }

  @Test
  void countsUnitsThatAreDeadForEveryRowOfEveryShard() {
    List<List<Block>> dead = List.of(List.of(rows(1, 2, 3)), List.of(), List.of(rows(4, -2)));
    List<List<Block>> alive = List.of(List.of(rows(1, 2, 3)), List.of(), List.of(rows(4, -5)));

    EpochDiagnostics.Layer first = diagnostics(weights(), dead).layers().get(0);

    assertThat(first.name()).isEqualTo("dense_1");
    assertThat(first.stall()).isEqualTo(Stalling.Kind.DEAD);
    assertThat(first.stalled()).isEqualTo(0.5);
    assertThat(diagnostics(weights(), alive).layers().get(0).stalled()).isZero();
    assertThat(diagnostics(weights(), dead).rows()).isEqualTo(5);
  }

  @Test
  void countsSaturatedUnitsRowByRow() {
    EpochDiagnostics found = diagnostics(weights(), List.of(List.of(rows(1, 2, 3))));

    EpochDiagnostics.Layer sigmoid = found.layers().get(2);
    assertThat(sigmoid.name()).isEqualTo("activation_1");
    assertThat(sigmoid.stall()).isEqualTo(Stalling.Kind.SATURATED);
    assertThat(sigmoid.stalled()).isEqualTo(0.5);
    assertThat(sigmoid.gradientNorm()).isNaN();
    assertThat(found.layers().get(3).stall()).isNull();
    assertThat(found.layers().get(3).stalled()).isNaN();
  }

  @Test
  void measuresTheGradientOfTheFirstBatch() {
    // The output is σ(9) + σ(0), and its error is that less x: dw = 2 error σ, db = 2 error.
    double high = 1 / (1 + Math.exp(-9));
    double error = high + 0.5 - 1;
    double expected = 2 * error * Math.sqrt(1 + high * high + 0.25);

    EpochDiagnostics one = diagnostics(weights(), List.of(List.of(rows(1, 1))));
    EpochDiagnostics two = diagnostics(weights(), List.of(List.of(rows(1)), List.of(rows(1, 1))));

    assertThat(one.layers().get(3).gradientNorm()).isCloseTo(expected, within(1e-5));
    assertThat(two.layers().get(3).gradientNorm()).isCloseTo(expected, within(1e-5));
  }

  @Test
  void leavesTrainingAsItIs() {
    Network network = SPEC.bind();
    TrainState state = TrainState.start(network.initialize(3), 0);
    UpdateRule rule = UpdateRule.of(new Sgd(0.1, 0.0, false));
    LocalSteps.Learner plain = new LocalSteps.Learner(network, SPEC, rule, state);
    LocalSteps.Learner watched = new LocalSteps.Learner(network, SPEC, rule, state);
    watched.watch(new LayerProbe(network));
    for (LocalSteps.Learner learner : List.of(plain, watched)) {
      Batch batch = new Batch(SPEC.columns());
      Batcher batches = Batcher.inOrder(List.of(rows(1, -2, 3, 4)).iterator(), 2);
      while (batches.next(batch)) {
        learner.step(batch, 0.0, 0, new ScoreKeeper(SPEC, 4));
      }
    }

    assertThat(watched.vectors()[0]).isEqualTo(plain.vectors()[0]);
  }
}
