package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.BatchNormalization;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Slot;
import io.ganglion.optimize.AdamW;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.ConstantRate;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Seeds;
import io.ganglion.testing.Data;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batch normalisation in training by parameter averaging, and the bound on weights. */
class RunningMomentsTest {
  private static final long SEED = 3;
  private static final ModelSpec SPEC =
      new ModelSpec(
          NetworkSpec.of(
              new BatchNormalization(0.8, 1e-3),
              Dense.of(5, new Tanh()),
              new BatchNormalization(0.9, 1e-3),
              Dense.of(1, new Identity())),
          Columns.numeric(4),
          new MeanSquaredError(),
          List.of(),
          TargetScaling.NONE);

  private static UpdateRule rule(double maxNorm) {
    return new UpdateRule(
        new AdamW(0.01, 0.1, 0.9, 0.999, 1e-7),
        new Clipping(1.0, 0.5),
        new Regularization(1e-3, 1e-2),
        0.0,
        ConstantRate.defaults(),
        1,
        maxNorm);
  }

  private static final UpdateRule RULE = rule(Double.POSITIVE_INFINITY);

  private static ParameterAveraging averaging(ModelSpec spec, UpdateRule rule) {
    return new ParameterAveraging(
        spec, rule, 8, ParameterAveraging.EVERY_EPOCH, ParameterAveraging.StateMerge.AVERAGE, SEED);
  }

  private static TrainState start() {
    return averaging(SPEC, RULE).start(SPEC.bind().initialize(1));
  }

  /** The weights of one shard after an epoch, stepped by hand. */
  private static float[] alone(int shard, List<Block> blocks) {
    LocalSteps.Learner learner = new LocalSteps.Learner(SPEC.bind(), SPEC, RULE, start());
    Batch batch = new Batch(SPEC.columns());
    long key = Seeds.derive(Seeds.derive(SEED, 1), shard);
    Batcher batches = Batcher.shuffled(blocks.iterator(), 8, key);
    for (long step = 0; batches.next(batch); step++) {
      learner.step(batch, 0.0, Seeds.derive(key, step, 1), new ScoreKeeper(SPEC, 0));
    }
    return learner.vectors()[0];
  }

  private static float[] trained(List<List<Block>> shards) {
    return averaging(SPEC, RULE).epoch(start(), new LocalCluster(shards)).state().weights;
  }

  @Test
  void oneShardKeepsItsBits() {
    List<Block> blocks = List.of(Data.regression(61, 4, 1));
    assertThat(trained(List.of(List.of(), blocks))).isEqualTo(alone(1, blocks));
  }

  @Test
  void momentsMergeByTheLawOfTotalVariance() {
    List<List<Block>> shards = Data.regressionShards(4, 1, 61, 0, 23, 9);
    float[] merged = trained(shards);
    int moments = 0;
    for (Slot slot : SPEC.bind().slots()) {
      if (slot.kind() != Slot.Kind.RUNNING_MEAN) {
        continue;
      }
      for (int i = 0; i < slot.size(); i++, moments++) {
        int mean = slot.offset() + i;
        int variance = mean + slot.size();
        double sum = 0.0;
        double squares = 0.0;
        double weight = 0.0;
        for (int s = 0; s < shards.size(); s++) {
          if (s == 1) {
            continue;
          }
          float[] own = alone(s, shards.get(s));
          int n = shards.get(s).get(0).examples;
          weight += n;
          sum += (double) n * own[mean];
          squares += n * (own[variance] + (double) own[mean] * own[mean]);
        }
        double m = sum / weight;
        assertThat(merged[mean]).isEqualTo((float) m);
        assertThat((double) merged[variance]).isCloseTo(squares / weight - m * m, within(1e-7));
      }
    }
    assertThat(moments).isEqualTo(4 + 5);
  }

  @Test
  void evaluationLeavesTheMomentsAndUsesThem() {
    List<List<Block>> shards = Data.regressionShards(4, 1, 61, 23);
    TrainState state = averaging(SPEC, RULE).epoch(start(), new LocalCluster(shards)).state();
    float[] before = state.weights.clone();
    double loss = Evaluation.of(SPEC, state, new LocalCluster(shards), "x").loss();
    assertThat(state.weights).isEqualTo(before);
    Network network = SPEC.bind();
    for (Slot slot : network.slots()) {
      if (slot.kind() == Slot.Kind.RUNNING_MEAN) {
        state.weights[slot.offset()] += 1f;
      }
    }
    assertThat(Evaluation.of(SPEC, state, new LocalCluster(shards), "x").loss()).isNotEqualTo(loss);
  }

  @Test
  void noNeuronIsLongerThanItsBound() {
    List<List<Block>> shards = Data.regressionShards(4, 1, 61, 23);
    TrainState start = start();
    TrainState free = averaging(SPEC, RULE).epoch(start, new LocalCluster(shards)).state();
    TrainState state = averaging(SPEC, rule(0.6)).epoch(start, new LocalCluster(shards)).state();
    assertThat(longest(free)).isGreaterThan(0.7);
    assertThat(longest(state)).isLessThanOrEqualTo(0.6 + 1e-6);
  }

  private static double longest(TrainState state) {
    double longest = 0.0;
    for (Slot slot : SPEC.bind().slots()) {
      for (int r = 0; r < slot.rows() && slot.kind() == Slot.Kind.WEIGHT; r++) {
        double squares = 0.0;
        for (int c = 0; c < slot.columns(); c++) {
          squares += Math.pow(state.weights[slot.offset() + r * slot.columns() + c], 2.0);
        }
        longest = Math.max(longest, Math.sqrt(squares));
      }
    }
    return longest;
  }

  @Test
  void aBoundNeedsAllWeightsOfANeuron() {
    Columns names = new Columns(Columns.Kind.EXAMPLE, 2, 0, List.of(4), List.of());
    Network network =
        Network.bind(NetworkSpec.of(Dense.of(2, new Tanh())), names, new MeanSquaredError());
    NeuronWeights.check(RULE, network);
    assertThatThrownBy(() -> NeuronWeights.check(rule(3.0), network))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("training.maxNorm")
        .hasMessageContaining("dense_1/sparse_weight");
  }
}
