package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.BatchNormalization;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.MeanAbsoluteError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.AdamW;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.ConstantRate;
import io.ganglion.optimize.CosineDecay;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.Sophia;
import io.ganglion.optimize.StepDecay;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.testing.Data;
import io.ganglion.testing.ToyProblem;
import io.ganglion.testing.ToyProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GradientAggregationTest {
  private static final long SEED = 5;
  private static final ModelSpec SPEC = spec(new Tanh());

  private static ModelSpec spec(Tanh activation) {
    return new ModelSpec(
        NetworkSpec.of(Dense.of(6, activation), new Dropout(0.3), Dense.of(1, new Identity())),
        Columns.numeric(4),
        new MeanSquaredError(),
        List.of(new MeanAbsoluteError()),
        TargetScaling.NONE);
  }

  private static ModelSpec withoutDropout() {
    return new ModelSpec(
        NetworkSpec.of(Dense.of(6, new Tanh()), Dense.of(1, new Identity())),
        SPEC.columns(),
        SPEC.loss(),
        SPEC.metrics(),
        SPEC.scaling());
  }

  private static TrainState train(
      TrainingStrategy strategy, ModelSpec spec, List<List<Block>> shards, int epochs) {
    TrainState state = strategy.start(spec.bind().initialize(3));
    for (int epoch = 0; epoch < epochs; epoch++) {
      state = strategy.epoch(state, new LocalCluster(shards)).state();
    }
    return state;
  }

  private static ParameterAveraging averaging(
      ModelSpec spec, UpdateRule rule, int batchSize, long every) {
    return new ParameterAveraging(
        spec, rule, batchSize, every, ParameterAveraging.StateMerge.AVERAGE, SEED);
  }

  private static UpdateRule everything() {
    return new UpdateRule(
        new AdamW(0.01, 0.1, 0.9, 0.999, 1e-7),
        new Clipping(0.5, 0.2),
        new Regularization(1e-3, 1e-2),
        0.0,
        new CosineDecay(0.1, 0.0, 1.0),
        20);
  }

  static List<UpdateRule> rules() {
    UpdateRule sophia =
        new UpdateRule(
            new Sophia(0.01, 0.9, 0.9, 0.05, 1e-12, 4),
            Clipping.NONE,
            new Regularization(0.0, 1e-2),
            0.0,
            ConstantRate.defaults(),
            20);
    return List.of(UpdateRule.of(Adam.defaults()), everything(), sophia);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void oneShardEqualsLocalTrainingBitForBit(UpdateRule rule) {
    List<List<Block>> shards = Data.regressionShards(4, 1, 103);
    TrainState synchronous = train(new GradientAggregation(SPEC, rule, 8, SEED), SPEC, shards, 3);
    TrainState local = train(averaging(SPEC, rule, 8, 1), SPEC, shards, 3);
    assertThat(synchronous.weights).isEqualTo(local.weights);
    assertThat(synchronous.vectors).isDeepEqualTo(local.vectors);
    assertThat(synchronous.steps).isEqualTo(3 * 13);
    assertThat(synchronous.epoch).isEqualTo(3);
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
  void equalsAveragingTheWeightsInEachStep(UpdateRule rule) {
    ModelSpec spec = withoutDropout();
    List<List<Block>> shards = Data.regressionShards(4, 2, 10, 7, 3, 0);
    TrainState gradients = train(new GradientAggregation(spec, rule, 4, SEED), spec, shards, 2);
    TrainState weights = train(averaging(spec, rule, 4, 1), spec, shards, 2);
    assertThat(gradients.steps).isEqualTo(2 * 3);
    assertThat(gradients.weights).isNotEqualTo(spec.bind().initialize(3));
    assertThat(gradients.weights).containsExactly(weights.weights, within(2e-6f));
  }

  /** Rules that are not linear in the gradient agree where every shard has the same rows. */
  @Test
  void equalShardsEqualOneForAnyRule() {
    ModelSpec spec = withoutDropout();
    List<Block> rows = List.of(Data.regression(12, 4, 6));
    TrainingStrategy strategy = new GradientAggregation(spec, everything(), 12, SEED);
    TrainState one = train(strategy, spec, List.of(rows), 20);
    TrainState three = train(strategy, spec, List.of(rows, rows, rows), 20);
    assertThat(three.weights).containsExactly(one.weights, within(2e-6f));
  }

  @Test
  void runningMomentsMoveAsThoseOfAllShards() {
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(
                Dense.of(6, new Tanh()),
                BatchNormalization.defaults(),
                Dense.of(1, new Identity())),
            SPEC.columns(),
            SPEC.loss(),
            SPEC.metrics(),
            SPEC.scaling());
    UpdateRule sgd = UpdateRule.of(new Sgd(0.05, 0.0, false));
    List<List<Block>> one = Data.regressionShards(4, 1, 40);
    assertThat(train(new GradientAggregation(spec, sgd, 8, SEED), spec, one, 2).weights)
        .isEqualTo(train(averaging(spec, sgd, 8, 1), spec, one, 2).weights);
    List<List<Block>> three = Data.regressionShards(4, 2, 32, 24, 0);
    TrainState gradients = train(new GradientAggregation(spec, sgd, 8, SEED), spec, three, 2);
    TrainState weights = train(averaging(spec, sgd, 8, 1), spec, three, 2);
    assertThat(gradients.weights).containsExactly(weights.weights, within(1e-5f));
  }

  static Stream<ToyProblem> tables() {
    return Stream.of(ToyProblems.categories(), ToyProblems.sparse());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void movesTheRowsThatSomeShardTouches(ToyProblem problem) {
    // Decay would move rows that nobody touched.
    UpdateRule rule =
        new UpdateRule(
            new Adam(0.02, 0.9, 0.999, 1e-7),
            Clipping.NONE,
            new Regularization(1e-3, 1e-2),
            0.05,
            ConstantRate.defaults(),
            1);
    List<List<Block>> one = List.of(problem.training().get(0));
    ModelSpec spec = problem.spec();
    TrainState synchronous = train(new GradientAggregation(spec, rule, 4, SEED), spec, one, 2);
    assertThat(synchronous.weights)
        .isEqualTo(train(averaging(spec, rule, 4, 1), spec, one, 2).weights);

    UpdateRule sgd =
        new UpdateRule(
            new Sgd(0.05, 0.0, false),
            Clipping.NONE,
            Regularization.NONE,
            0.0,
            ConstantRate.defaults(),
            1);
    TrainState all =
        train(new GradientAggregation(spec, sgd, 4, SEED), spec, problem.training(), 2);
    TrainState averaged = train(averaging(spec, sgd, 4, 1), spec, problem.training(), 2);
    assertThat(all.weights).containsExactly(averaged.weights, within(1e-5f));
  }

  @Test
  void scoresAndDiagnosticsAreThoseOfAllBatches() {
    ModelSpec spec = withoutDropout();
    UpdateRule still = UpdateRule.of(new Sgd(1e-30, 0.0, false));
    LocalCluster rows = new LocalCluster(Data.regressionShards(4, 2, 50, 33));
    GradientAggregation strategy = new GradientAggregation(spec, still, 8, SEED);
    TrainState start = strategy.start(spec.bind().initialize(3));
    TrainingStrategy.Outcome outcome = strategy.epoch(start, rows);
    Scores expected = Evaluation.of(spec, start, rows, "all");
    assertThat(outcome.statistics().rows()).isEqualTo(83);
    assertThat(outcome.statistics().loss()).isCloseTo(expected.loss(), within(1e-6));
    assertThat(outcome.statistics().get("mae")).isCloseTo(expected.get("mae"), within(1e-6));
    assertThat(outcome.diagnostics().rows()).isEqualTo(16);
    assertThat(outcome.cost()).isEqualTo(new Cost(3.0 * 83, 7));
  }

  @Test
  void theStateOfTheOptimizerNeverTravels() {
    UpdateRule adam = UpdateRule.of(Adam.defaults());
    List<TrainState> sent = new ArrayList<>();
    GradientAggregation strategy = new GradientAggregation(SPEC, adam, 8, SEED);
    TrainState start = strategy.start(SPEC.bind().initialize(3));
    float[] before = start.weights.clone();
    strategy.epoch(start, new Recording(Data.regressionShards(4, 2, 20, 20), sent));
    assertThat(sent).hasSize(3).allMatch(state -> state.vectors.length == 0);
    assertThat(start.weights).isEqualTo(before);
    assertThat(start.vectors[0]).containsOnly(0f);
    // What was broadcast is not written afterwards.
    assertThat(sent.get(0).weights).isEqualTo(before).isNotEqualTo(sent.get(1).weights);
  }

  @Test
  void aLossThatIsNotFiniteStopsWithFiniteWeights() {
    UpdateRule sgd = UpdateRule.of(new Sgd(1e4, 0.0, false));
    ModelSpec spec = withoutDropout();
    List<List<Block>> shards = Data.regressionShards(4, 5, 64, 64);
    assertThatThrownBy(() -> train(new GradientAggregation(spec, sgd, 8, SEED), spec, shards, 50))
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
