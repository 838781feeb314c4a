package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import io.ganglion.optimize.AdamW;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.CosineDecay;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.Step;
import io.ganglion.optimize.StepDecay;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Seeds;
import io.ganglion.testing.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
      ModelSpec spec, UpdateRule rule, int batchSize, long every) {
    return new ParameterAveraging(
        spec, rule, batchSize, every, ParameterAveraging.StateMerge.AVERAGE, SEED);
  }

  private static TrainState start(ModelSpec spec, UpdateRule rule) {
    return averaging(spec, rule, 1, 1).start(spec.bind().initialize(3));
  }

  private static UpdateRule sgd(double rate, double momentum) {
    return UpdateRule.of(new Sgd(rate, momentum, false));
  }

  /** All that can be set around an optimizer. */
  private static UpdateRule everything() {
    return new UpdateRule(
        new AdamW(0.01, 0.1, 0.9, 0.999, 1e-7),
        new Clipping(0.5, 0.2),
        new Regularization(1e-3, 1e-2),
        0.0,
        new CosineDecay(0.1, 0.0, 1.0),
        20);
  }

  private static Shard shard(List<Block> blocks) {
    long examples = blocks.stream().mapToLong(block -> block.examples).sum();
    return new Shard() {
      @Override
      public long examples() {
        return examples;
      }

      @Override
      public Iterator<Block> blocks() {
        return blocks.iterator();
      }
    };
  }

  static List<UpdateRule> rules() {
    return List.of(UpdateRule.of(Adam.defaults()), everything());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void oneShardEqualsLocalTrainingBitForBit(UpdateRule rule) {
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(Dense.of(6, new Tanh()), new Dropout(0.3), Dense.of(1, new Identity())),
            SPEC.columns(),
            SPEC.loss(),
            SPEC.metrics(),
            SPEC.scaling());
    List<List<Block>> shards = Data.regressionShards(4, 1, 103);
    TrainState state = start(spec, rule);

    LocalSteps.Learner learner = new LocalSteps.Learner(spec.bind(), spec, rule, state);
    Batch batch = new Batch(spec.columns());
    for (int epoch = 1; epoch <= 3; epoch++) {
      long key = Seeds.derive(Seeds.derive(SEED, epoch), 0);
      Batcher batches = Batcher.shuffled(shards.get(0).iterator(), 8, key);
      for (long step = 0; batches.next(batch); step++) {
        double place = epoch - 1 + step / 13.0;
        learner.step(batch, place, Seeds.derive(key, step, 1), new ScoreKeeper(spec, 0));
      }
    }

    for (long every : new long[] {ParameterAveraging.EVERY_EPOCH, 4}) {
      TrainState averaged = state;
      for (int epoch = 1; epoch <= 3; epoch++) {
        averaged =
            averaging(spec, rule, 8, every).epoch(averaged, new LocalCluster(shards)).state();
      }
      assertThat(averaged.weights).isEqualTo(learner.vectors()[0]);
      assertThat(averaged.vectors[1]).isEqualTo(learner.vectors()[2]);
      assertThat(averaged.steps).isEqualTo(3 * 13);
    }
  }

  static List<UpdateRule> linearRules() {
    Sgd sgd = new Sgd(0.05, 0.0, false);
    UpdateRule all =
        new UpdateRule(
            sgd, Clipping.NONE, new Regularization(0.0, 0.05), 0.1, new StepDecay(1, 0.5, 0), 2);
    return List.of(UpdateRule.of(sgd), all);
  }

  @ParameterizedTest
  @MethodSource("linearRules")
  void averagingEveryStepEqualsSynchronousGradientDescent(UpdateRule rule) {
    List<List<Block>> shards = Data.regressionShards(4, 2, 10, 7, 3, 0);
    assertAveragingEqualsSynchronousSteps(rule, shards, 4, 2);
  }

  /** Rules that are not linear in the gradient agree where every shard has the same rows. */
  @Test
  void averagingEqualShardsEqualsSynchronousStepsOfAnyRule() {
    List<Block> rows = List.of(Data.regression(12, 4, 6));
    assertAveragingEqualsSynchronousSteps(everything(), List.of(rows, rows, rows), 12, 20);
  }

  private static void assertAveragingEqualsSynchronousSteps(
      UpdateRule rule, List<List<Block>> shards, int batchSize, int epochs) {
    TrainState averaged = start(SPEC, rule);
    Step step = new Step();
    step.weights = averaged.weights.clone();
    step.state = new float[averaged.vectors.length][step.weights.length];
    step.active = new Ranges();
    step.decayed = new Ranges();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      averaged =
          averaging(SPEC, rule, batchSize, 1).epoch(averaged, new LocalCluster(shards)).state();
      // The rate is the same in all steps of an epoch here.
      step.learningRate = rule.learningRate(epoch - 1, averaged.scalars);
      synchronousEpoch(rule, step, shards, epoch, batchSize);
    }
    assertThat(averaged.weights).isNotEqualTo(start(SPEC, rule).weights);
    for (int i = 0; i < step.weights.length; i++) {
      assertThat(averaged.weights[i]).isCloseTo(step.weights[i], within(2e-6f));
    }
  }

  /** One epoch of steps along Σ gradients / Σ weights, the sum over a batch of every shard. */
  private static void synchronousEpoch(
      UpdateRule rule, Step step, List<List<Block>> shards, int epoch, int batchSize) {
    Network network = SPEC.bind();
    List<Batcher> batchers = new ArrayList<>();
    for (int s = 0; s < shards.size(); s++) {
      long key = Seeds.derive(Seeds.derive(SEED, epoch), s);
      batchers.add(Batcher.shuffled(shards.get(s).iterator(), batchSize, key));
    }
    boolean rest = true;
    while (rest) {
      step.gradient = new float[step.weights.length];
      Pass pass = network.pass(step.weights, step.gradient);
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
      if (rest) {
        for (int i = 0; i < step.gradient.length; i++) {
          step.gradient[i] = (float) (step.gradient[i] / weight);
        }
        pass.collect(step.active, step.decayed);
        step.number++;
        rule.apply(step);
      }
    }
  }

  @Test
  void theAverageIsWeightedByExamplesAndAnEmptyShardCountsForNothing() {
    UpdateRule sgd = sgd(0.05, 0.9);
    List<List<Block>> shards = Data.regressionShards(4, 3, 30, 10);
    TrainState start = start(SPEC, sgd);
    ParameterAveraging strategy = averaging(SPEC, sgd, 8, ParameterAveraging.EVERY_EPOCH);
    List<List<Block>> withEmpty = List.of(shards.get(0), shards.get(1), List.of());

    TrainState both = strategy.epoch(start, new LocalCluster(shards)).state();
    TrainState three = strategy.epoch(start, new LocalCluster(withEmpty)).state();
    assertThat(three.weights).isEqualTo(both.weights);

    LocalSteps task =
        new LocalSteps(SPEC, sgd, 8, Truncation.NONE, Seeds.derive(SEED, 1), 0, Long.MAX_VALUE, 40);
    Partial first = task.run(0, shard(shards.get(0)), start);
    Partial second = task.run(1, shard(shards.get(1)), start);
    for (int i = 0; i < both.weights.length; i++) {
      assertThat(both.weights[i])
          .isEqualTo((float) ((30.0 * first.vectors[0][i] + 10.0 * second.vectors[0][i]) / 40.0));
      assertThat(both.vectors[0][i])
          .isEqualTo((float) ((30.0 * first.vectors[1][i] + 10.0 * second.vectors[1][i]) / 40.0));
    }
  }

  @Test
  void aResetStartsTheOptimizerAnew() {
    UpdateRule adam = UpdateRule.of(Adam.defaults());
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
    UpdateRule sgd = sgd(1e4, 0.0);
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
