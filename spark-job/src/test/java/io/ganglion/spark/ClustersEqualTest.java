package io.ganglion.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.Image;
import io.ganglion.data.Jitter;
import io.ganglion.data.Masking;
import io.ganglion.data.Mixup;
import io.ganglion.data.Noise;
import io.ganglion.data.Scaling;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.TimeMasking;
import io.ganglion.layer.BatchNormalization;
import io.ganglion.layer.Bidirectional;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.GaussianDropout;
import io.ganglion.layer.GaussianNoise;
import io.ganglion.layer.GlorotUniform;
import io.ganglion.layer.Gru;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.Orthogonal;
import io.ganglion.layer.Relu;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.MeanAbsoluteError;
import io.ganglion.metric.RootMeanSquared;
import io.ganglion.network.Initializer;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.AdamW;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.ConjugateGradient;
import io.ganglion.optimize.CosineDecay;
import io.ganglion.optimize.HessianFree;
import io.ganglion.optimize.Lbfgs;
import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.Sophia;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.shard.RemainderPartitioner;
import io.ganglion.testing.Data;
import io.ganglion.testing.ToyProblem;
import io.ganglion.testing.ToyProblems;
import io.ganglion.train.Averaging;
import io.ganglion.train.Cluster;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.FullBatch;
import io.ganglion.train.GradientAggregation;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainState;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Tuple2;

/** Threads and Spark train the same weights from the same blocks, bit for bit. */
class ClustersEqualTest {
  /** The schedule depends on the place of a step, and so on the examples of each shard. */
  private static final UpdateRule RULE =
      new UpdateRule(
          new AdamW(0.01, 0.01, 0.9, 0.999, 1e-7),
          new Clipping(1.0, 0.5),
          new Regularization(1e-5, 1e-4),
          0.0,
          CosineDecay.defaults(),
          4);

  private static final ModelSpec DENSE =
      new ModelSpec(
          NetworkSpec.of(
              new Dropout(0.1),
              Dense.of(24, new Relu()),
              new Dropout(0.3),
              Dense.of(1, new Identity())),
          Columns.numeric(6),
          new MeanSquaredError(),
          List.of(new MeanAbsoluteError(), new RootMeanSquared()),
          new TargetScaling(List.of(0.5), List.of(1.5)));

  /** What a shard keeps besides its weights, and what it draws for its rows. */
  private static final ModelSpec AUGMENTED =
      new ModelSpec(
          NetworkSpec.of(
              new GaussianNoise(0.1),
              Dense.of(24, new Relu()),
              BatchNormalization.defaults(),
              new GaussianDropout(0.2),
              Dense.of(1, new Identity())),
          Columns.numeric(6),
          new MeanSquaredError(),
          List.of(new MeanAbsoluteError()),
          new TargetScaling(List.of(0.5), List.of(1.5)),
          List.of(
              new Image(2, 3, 1, 1, 10.0, 0.1),
              new Noise(0.1),
              new Scaling(0.1),
              new Masking(0.1),
              new Mixup(0.2)));

  /** The blocks in a Spark cluster: the shuffle on the way has Kryo write and read each of them. */
  private static SparkCluster spark(List<List<Block>> shards) {
    List<Tuple2<Integer, Block>> keyed = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      for (Block block : shards.get(shard)) {
        keyed.add(new Tuple2<>(shard, block));
      }
    }
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(LocalSpark.session(2).sparkContext());
    assertThat(context.getConf().get("spark.kryo.registrationRequired")).isEqualTo("true");
    return new SparkCluster(
        context
            .parallelizePairs(keyed, 1)
            .partitionBy(new RemainderPartitioner(shards.size()))
            .values(),
        new LocalCluster(shards).examples());
  }

  private static ParameterAveraging averaging(ModelSpec spec, long every) {
    return new ParameterAveraging(spec, RULE, 16, every, ParameterAveraging.StateMerge.AVERAGE, 4);
  }

  private static TrainState start(ModelSpec spec) {
    return averaging(spec, 1).start(spec.bind().initialize(9));
  }

  private static TrainState train(ModelSpec spec, Cluster rows, long every) {
    ParameterAveraging strategy = averaging(spec, every);
    TrainState state = start(spec);
    for (int epoch = 0; epoch < 4; epoch++) {
      state = strategy.epoch(state, rows).state();
    }
    return state;
  }

  private static TrainingResult withHeldOut(ModelSpec spec, Cluster rows, Cluster heldOut) {
    ParameterAveraging strategy = averaging(spec, ParameterAveraging.EVERY_EPOCH);
    return new Trainer(spec, strategy, 3, null, (epoch, most) -> {})
        .train(start(spec), rows, heldOut);
  }

  static Stream<Arguments> dense() {
    return Stream.of(DENSE, AUGMENTED)
        .flatMap(
            spec ->
                Stream.of(ParameterAveraging.EVERY_EPOCH, 3L)
                    .map(every -> Arguments.of(spec, every)));
  }

  @ParameterizedTest
  @MethodSource("dense")
  void weightsAndStateOfADenseNetwork(ModelSpec spec, long every) {
    List<List<Block>> shards =
        List.of(
            List.of(Data.regression(70, 6, 1), Data.regression(33, 6, 2)),
            List.of(Data.regression(19, 6, 3)),
            List.of(),
            List.of(Data.regression(1, 6, 4), Data.regression(1, 6, 5), Data.regression(80, 6, 6)));

    TrainState local = train(spec, new LocalCluster(shards), every);
    assertThat(local.weights).isNotEqualTo(start(spec).weights);
    try (SparkCluster spark = spark(shards)) {
      TrainState distributed = train(spec, spark, every);
      assertThat(distributed.weights).isEqualTo(local.weights);
      assertThat(distributed.vectors).isDeepEqualTo(local.vectors);
      assertThat(distributed.steps).isEqualTo(local.steps);
    }
  }

  static Stream<TrainingStrategy> strategies() {
    UpdateRule sophia = UpdateRule.of(new Sophia(0.01, 0.9, 0.95, 0.05, 1e-12, 3));
    Averaging outer =
        new Averaging(3, 0.05, 1.0, ParameterAveraging.StateMerge.AVERAGE, 0.7, 0.9, true);
    return Stream.of(
        new GradientAggregation(DENSE, RULE, 16, 4),
        new GradientAggregation(DENSE, sophia, 16, 4),
        new ParameterAveraging(DENSE, RULE, 16, outer, 4),
        new ParameterAveraging(DENSE, sophia, 16, outer, 4));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void everyStrategy(TrainingStrategy strategy) {
    List<List<Block>> shards =
        List.of(
            List.of(Data.regression(70, 6, 1), Data.regression(33, 6, 2)),
            List.of(Data.regression(19, 6, 3)),
            List.of(),
            List.of(Data.regression(1, 6, 4), Data.regression(80, 6, 6)));
    TrainState local = train(strategy, new LocalCluster(shards));
    assertThat(local.weights).isNotEqualTo(start(DENSE).weights);
    try (SparkCluster spark = spark(shards)) {
      assertThat(spark.parallelism()).isEqualTo(2);
      TrainState distributed = train(strategy, spark);
      assertThat(distributed.weights).isEqualTo(local.weights);
      assertThat(distributed.vectors).isDeepEqualTo(local.vectors);
      assertThat(distributed.steps).isEqualTo(local.steps);
    }
  }

  private static TrainState train(TrainingStrategy strategy, Cluster rows) {
    TrainState state = strategy.start(DENSE.bind().initialize(9));
    for (int epoch = 0; epoch < 3; epoch++) {
      state = strategy.epoch(state, rows).state();
    }
    return state;
  }

  static Stream<ToyProblem> tables() {
    return Stream.of(ToyProblems.categories(), ToyProblems.sparse());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void gradientsOfTouchedRows(ToyProblem toy) {
    TrainingStrategy strategy = new GradientAggregation(toy.spec(), RULE, 16, 4);
    TrainState start = strategy.start(toy.spec().bind().initialize(9));
    TrainState local = strategy.epoch(start, new LocalCluster(toy.training())).state();
    try (SparkCluster spark = spark(toy.training())) {
      assertThat(strategy.epoch(start, spark).state().weights).isEqualTo(local.weights);
    }
  }

  static Stream<Minimizer> minimizers() {
    return Stream.of(
        Lbfgs.defaults(),
        ConjugateGradient.defaults(),
        new HessianFree(0.1, 0.5, 10, false, 0.0, 0.0),
        new HessianFree(0.1, 0.5, 10, true, 0.0, 0.0));
  }

  @ParameterizedTest
  @MethodSource("minimizers")
  void fullBatchMethods(Minimizer minimizer) {
    List<List<Block>> shards = Data.regressionShards(6, 8, 300, 40, 0, 77);
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(Dense.of(24, new Tanh()), Dense.of(1, new Identity())),
            DENSE.columns(),
            DENSE.loss(),
            DENSE.metrics(),
            DENSE.scaling());
    FullBatch strategy = new FullBatch(spec, minimizer, new Regularization(0.0, 1e-4), 4);
    TrainState local = strategy.start(spec.bind().initialize(9));
    TrainState distributed = strategy.start(spec.bind().initialize(9));
    LocalCluster threads = new LocalCluster(shards);
    try (SparkCluster spark = spark(shards)) {
      for (int epoch = 0; epoch < 4; epoch++) {
        TrainingStrategy.Outcome here = strategy.epoch(local, threads);
        TrainingStrategy.Outcome there = strategy.epoch(distributed, spark);
        local = here.state();
        distributed = there.state();
        assertThat(there.statistics()).isEqualTo(here.statistics());
        assertThat(there.cost()).isEqualTo(here.cost());
        assertThat(distributed.weights).isEqualTo(local.weights);
        assertThat(distributed.vectors).isDeepEqualTo(local.vectors);
      }
    }
    assertThat(local.weights).isNotEqualTo(spec.bind().initialize(9));
  }

  static Stream<ToyProblem> toys() {
    return Stream.concat(ToyProblems.all(), Stream.of(recurrent()));
  }

  /** A label a step from both directions, and what dropout and augmentation draw for sequences. */
  private static ToyProblem recurrent() {
    Initializer uniform = new GlorotUniform();
    Initializer orthogonal = new Orthogonal();
    ToyProblem toy = ToyProblems.sequences(true);
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(
                Bidirectional.of(new Lstm(6, true, 0.1, 0.2, uniform, orthogonal)),
                new Gru(5, true, 0.0, 0.2, uniform, orthogonal),
                Dense.of(1, new Identity())),
            toy.spec().columns(),
            toy.spec().loss(),
            toy.spec().metrics(),
            toy.spec().scaling(),
            List.of(new Jitter(0.1), new TimeMasking(0.1)));
    return new ToyProblem("recurrent", spec, toy.training(), toy.heldOut());
  }

  @ParameterizedTest
  @MethodSource("toys")
  void everyKindOfBlock(ToyProblem toy) {
    TrainingResult local =
        withHeldOut(toy.spec(), new LocalCluster(toy.training()), new LocalCluster(toy.heldOut()));
    try (SparkCluster training = spark(toy.training());
        SparkCluster heldOut = spark(toy.heldOut())) {
      TrainingResult distributed = withHeldOut(toy.spec(), training, heldOut);
      assertThat(distributed.weights()).isEqualTo(local.weights());
      assertThat(distributed.bestEpoch()).isEqualTo(local.bestEpoch());
      assertThat(scores(distributed)).isEqualTo(scores(local));
    }
  }

  @Test
  void sequencesInPieces() {
    ToyProblem toy = ToyProblems.sequences(true);
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(Lstm.of(6, true), Dense.of(1, new Identity())),
            toy.spec().columns(),
            toy.spec().loss(),
            toy.spec().metrics(),
            toy.spec().scaling());
    Averaging averaging = Averaging.plain(3, ParameterAveraging.StateMerge.AVERAGE);
    TrainingStrategy strategy = new ParameterAveraging(spec, RULE, 16, 2, averaging, 4);
    TrainState start = strategy.start(spec.bind().initialize(9));
    TrainState local = strategy.epoch(start, new LocalCluster(toy.training())).state();
    TrainState whole = averaging(spec, 3).epoch(start, new LocalCluster(toy.training())).state();
    assertThat(local.weights).isNotEqualTo(whole.weights);
    try (SparkCluster spark = spark(toy.training())) {
      assertThat(strategy.epoch(start, spark).state().weights).isEqualTo(local.weights);
    }
  }

  private static List<Scores> scores(TrainingResult result) {
    return result.epochs().stream()
        .flatMap((EpochRecord epoch) -> Stream.of(epoch.training(), epoch.holdout()))
        .toList();
  }
}
