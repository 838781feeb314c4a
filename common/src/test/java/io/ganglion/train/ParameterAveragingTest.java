package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.MeanAbsoluteError;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.GradientTransform;
import io.ganglion.optimize.Sgd;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import io.ganglion.testing.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParameterAveragingTest {
  private static final long SEED = 5;
  private static final ModelSpec SPEC =
      new ModelSpec(
          NetworkSpec.of(Dense.of(6, new Tanh()), Dense.of(1, new Identity())),
          Columns.numeric(4),
          new MeanSquaredError(),
          List.of(new MeanAbsoluteError()),
          TargetScaling.NONE);

  private static ParameterAveraging averaging(
      ModelSpec spec, GradientTransform optimizer, int batchSize, long every) {
    return new ParameterAveraging(
        spec, optimizer, batchSize, every, ParameterAveraging.StateMerge.AVERAGE, SEED);
  }

  private static TrainState start(ModelSpec spec, GradientTransform optimizer) {
    return TrainState.start(spec.bind().initialize(3), optimizer.vectors());
  }

  @Test
  void oneShardEqualsLocalTrainingBitForBit() {
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(Dense.of(6, new Tanh()), new Dropout(0.3), Dense.of(1, new Identity())),
            SPEC.columns(),
            SPEC.loss(),
            SPEC.metrics(),
            SPEC.scaling());
    GradientTransform optimizer = Adam.defaults();
    List<List<Block>> shards = Data.regressionShards(4, 1, 103);
    TrainState state = start(spec, optimizer);

    LocalSteps.Learner learner = new LocalSteps.Learner(spec.bind(), spec, optimizer, state);
    Batch batch = new Batch(spec.columns());
    for (int epoch = 1; epoch <= 3; epoch++) {
      long key = Seeds.derive(Seeds.derive(SEED, epoch), 0);
      Batcher batches = Batcher.shuffled(shards.get(0).iterator(), 8, key);
      for (long step = 0; batches.next(batch); step++) {
        learner.step(batch, Seeds.derive(key, step, 1), new ScoreKeeper(spec, 0));
      }
    }

    for (long every : new long[] {ParameterAveraging.EVERY_EPOCH, 4}) {
      TrainState averaged = state;
      for (int epoch = 1; epoch <= 3; epoch++) {
        averaged =
            averaging(spec, optimizer, 8, every).epoch(averaged, new LocalCluster(shards)).state();
      }
      assertThat(averaged.weights).isEqualTo(learner.vectors()[0]);
      assertThat(averaged.vectors[1]).isEqualTo(learner.vectors()[2]);
      assertThat(averaged.steps).isEqualTo(3 * 13);
    }
  }

  @Test
  void averagingEveryStepEqualsSynchronousGradientDescent() {
    int batchSize = 4;
    Sgd sgd = new Sgd(0.05, 0.0, false);
    List<List<Block>> shards = Data.regressionShards(4, 2, 10, 7, 3, 0);
    TrainState averaged = start(SPEC, sgd);
    float[] expected = averaged.weights.clone();

    for (int epoch = 1; epoch <= 2; epoch++) {
      averaged =
          averaging(SPEC, sgd, batchSize, 1).epoch(averaged, new LocalCluster(shards)).state();
      synchronousEpoch(expected, shards, epoch, batchSize, 0.05);
    }

    for (int i = 0; i < expected.length; i++) {
      assertThat(averaged.weights[i])
          .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(2e-6f));
    }
  }

  /** One epoch of w −= rate · Σ gradients / Σ weights, the sum over a batch of every shard. */
  private static void synchronousEpoch(
      float[] w, List<List<Block>> shards, int epoch, int batchSize, double rate) {
    Network network = SPEC.bind();
    List<Batcher> batchers = new ArrayList<>();
    for (int s = 0; s < shards.size(); s++) {
      long key = Seeds.derive(Seeds.derive(SEED, epoch), s);
      batchers.add(Batcher.shuffled(shards.get(s).iterator(), batchSize, key));
    }
    boolean rest = true;
    while (rest) {
      float[] gradient = new float[w.length];
      Pass pass = network.pass(w, gradient);
      double weight = 0.0;
      for (Batcher batcher : batchers) {
        Batch batch = new Batch(SPEC.columns());
        if (batcher.next(batch)) {
          network.begin(pass, batch, Pass.Mode.TRAINING, 0);
          Matrix out = network.forward(pass);
          SPEC.loss().valueAndGradient(out, batch.targets, network.outputGradient(pass));
          network.backward(pass);
          weight += batch.targets.totalWeight();
        }
      }
      rest = weight > 0.0;
      for (int i = 0; i < w.length && rest; i++) {
        w[i] -= (float) (rate * gradient[i] / weight);
      }
    }
  }

  @Test
  void theAverageIsWeightedByExamplesAndAnEmptyShardCountsForNothing() {
    Sgd sgd = new Sgd(0.05, 0.9, false);
    List<List<Block>> shards = Data.regressionShards(4, 3, 30, 10);
    TrainState start = start(SPEC, sgd);
    ParameterAveraging strategy = averaging(SPEC, sgd, 8, ParameterAveraging.EVERY_EPOCH);
    List<List<Block>> withEmpty = List.of(shards.get(0), shards.get(1), List.of());

    TrainState both = strategy.epoch(start, new LocalCluster(shards)).state();
    TrainState three = strategy.epoch(start, new LocalCluster(withEmpty)).state();
    assertThat(three.weights).isEqualTo(both.weights);

    LocalSteps task = new LocalSteps(SPEC, sgd, 8, Seeds.derive(SEED, 1), 0, Long.MAX_VALUE, 40);
    Partial first = task.run(0, shards.get(0)::iterator, start);
    Partial second = task.run(1, shards.get(1)::iterator, start);
    for (int i = 0; i < both.weights.length; i++) {
      assertThat(both.weights[i])
          .isEqualTo((float) ((30.0 * first.vectors[0][i] + 10.0 * second.vectors[0][i]) / 40.0));
      assertThat(both.vectors[0][i])
          .isEqualTo((float) ((30.0 * first.vectors[1][i] + 10.0 * second.vectors[1][i]) / 40.0));
    }
  }

  @Test
  void aResetStartsTheOptimizerAnew() {
    Adam adam = Adam.defaults();
    ParameterAveraging strategy =
        new ParameterAveraging(
            SPEC,
            adam,
            8,
            ParameterAveraging.EVERY_EPOCH,
            ParameterAveraging.StateMerge.RESET,
            SEED);
    TrainState state =
        strategy
            .epoch(start(SPEC, adam), new LocalCluster(Data.regressionShards(4, 4, 20)))
            .state();
    assertThat(state.steps).isZero();
    assertThat(state.vectors).isEmpty();
    TrainState fresh = start(SPEC, adam);
    float[][] old = new float[2][fresh.weights.length];
    Arrays.fill(old[0], 1f);
    TrainState used = new TrainState(fresh.weights, old, new double[0], 50, 0);
    assertThat(
            strategy.epoch(used, new LocalCluster(Data.regressionShards(4, 4, 20))).state().weights)
        .isEqualTo(state.weights);
  }

  @Test
  void aLossThatIsNotFiniteStopsWithTheLastFiniteWeights() {
    Sgd sgd = new Sgd(1e4, 0.0, false);
    TrainState start = start(SPEC, sgd);
    LocalCluster cluster = new LocalCluster(Data.regressionShards(4, 5, 64, 64));
    assertThatThrownBy(
            () -> {
              TrainState state = start;
              for (int epoch = 0; epoch < 50; epoch++) {
                state = averaging(SPEC, sgd, 8, 2).epoch(state, cluster).state();
              }
            })
        .isInstanceOfSatisfying(
            DivergedException.class,
            e -> {
              assertThat(e).hasMessageContaining("learningRate (it is 10000.0)");
              for (float w : e.lastFinite().weights) {
                assertThat(w).isFinite();
              }
            });
  }
}
