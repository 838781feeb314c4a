package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Relu;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.MeanAbsoluteError;
import io.ganglion.metric.RSquared;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.ConstantRate;
import io.ganglion.optimize.CosineDecay;
import io.ganglion.optimize.ReduceOnPlateau;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.Schedule;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.testing.Data;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainerTest {
  private static final ModelSpec SPEC =
      new ModelSpec(
          NetworkSpec.of(Dense.of(64, new Relu()), Dense.of(1, new Identity())),
          Columns.numeric(6),
          new MeanSquaredError(),
          List.of(new MeanAbsoluteError(), new RSquared()),
          new TargetScaling(List.of(10.0), List.of(3.0)));

  private static TrainingResult train(
      List<List<Block>> training, Cluster holdout, EarlyStopping stopping, int epochs) {
    return train(ConstantRate.defaults(), training, holdout, stopping, epochs);
  }

  private static TrainingResult train(
      Schedule schedule,
      List<List<Block>> training,
      Cluster holdout,
      EarlyStopping stopping,
      int epochs) {
    Adam adam = new Adam(0.01, 0.9, 0.999, 1e-7);
    UpdateRule rule =
        new UpdateRule(adam, Clipping.NONE, Regularization.NONE, 0.0, schedule, epochs);
    ParameterAveraging strategy =
        new ParameterAveraging(
            SPEC,
            rule,
            8,
            ParameterAveraging.EVERY_EPOCH,
            ParameterAveraging.StateMerge.AVERAGE,
            1);
    List<EpochRecord> heard = new ArrayList<>();
    TrainingResult result =
        new Trainer(SPEC, strategy, epochs, stopping, (epoch, most) -> heard.add(epoch))
            .train(strategy.start(SPEC.bind().initialize(1)), new LocalCluster(training), holdout);
    assertThat(heard).isEqualTo(result.epochs());
    return result;
  }

  @Test
  void theWeightsOfTheSmallestHeldOutLossComeBack() {
    // A wide network on few rows soon overfits.
    List<List<Block>> training = Data.regressionShards(6, 1, 30, 20);
    LocalCluster holdout = new LocalCluster(Data.regressionShards(6, 9, 60, 40));

    TrainingResult result = train(training, holdout, new EarlyStopping("loss", 15, 0.0), 300);

    EpochRecord best =
        result.epochs().stream()
            .min(Comparator.comparingDouble(e -> e.holdout().loss()))
            .orElseThrow();
    assertThat(result.bestEpoch()).isEqualTo(best.epoch()).isLessThan(285);
    assertThat(result.epochs()).hasSize(best.epoch() + 15);
    assertThat(result.stopped())
        .isEqualTo("no better held-out loss for 15 epochs after epoch " + best.epoch());
    TrainState saved = TrainState.start(result.weights(), 0);
    Scores again = Evaluation.of(SPEC, saved, holdout, "again");
    assertThat(again).isEqualTo(best.holdout());
  }

  @Test
  void withoutAHeldOutSplitAllEpochsRunAndTheLastWeightsComeBack() {
    TrainingResult result = train(Data.regressionShards(6, 1, 30, 20), null, null, 7);
    assertThat(result.bestEpoch()).isEqualTo(7);
    assertThat(result.epochs()).hasSize(7).allMatch(epoch -> epoch.holdout() == null);
    assertThat(result.stopped()).isEqualTo("all 7 epochs are done");
  }

  @ParameterizedTest
  @CsvSource({"mae, 1", "r2, -1"})
  void theRateFallsWhereTheHeldOutValueThatIsWatchedRests(String monitor, int sign) {
    ReduceOnPlateau plateau = new ReduceOnPlateau(0.5, 3, 0.01, 0.0, 0.0);
    List<List<Block>> training = Data.regressionShards(6, 1, 30, 20);
    LocalCluster holdout = new LocalCluster(Data.regressionShards(6, 9, 60, 40));

    TrainingResult result =
        train(plateau, training, holdout, new EarlyStopping(monitor, 100, 0.0), 60);

    double[] state = plateau.start();
    for (EpochRecord epoch : result.epochs()) {
      assertThat(epoch.learningRate()).isEqualTo(0.01 * state[0]);
      state = plateau.after(state, sign * epoch.holdout().get(monitor));
    }
    assertThat(state[0]).isLessThan(0.5);
  }

  @Test
  void aRateThatChangesIsThatOfTheMiddleOfAnEpoch() {
    List<List<Block>> training = Data.regressionShards(6, 1, 30, 20);
    TrainingResult result = train(new CosineDecay(0.0, 0.0, 1.0), training, null, null, 2);
    assertThat(result.epochs()).extracting(EpochRecord::learningRate).containsExactly(0.005, 0.005);
    assertThat(train(training, null, null, 2).epochs()).noneMatch(EpochRecord::scheduled);
  }

  @Test
  void lossAndMetricsAreInTheUnitsOfTheData() {
    LocalCluster rows = new LocalCluster(Data.regressionShards(6, 1, 50));
    TrainState state = TrainState.start(SPEC.bind().initialize(1), 0);
    ModelSpec raw =
        new ModelSpec(
            SPEC.network(), SPEC.columns(), SPEC.loss(), SPEC.metrics(), TargetScaling.NONE);

    Scores scaled = Evaluation.of(SPEC, state, rows, "scaled");
    Scores plain = Evaluation.of(raw, state, rows, "plain");

    assertThat(scaled.loss()).isCloseTo(9.0 * plain.loss(), within(1e-5 * scaled.loss()));
    assertThat(scaled.get("mae")).isCloseTo(3.0 * plain.get("mae"), within(1e-5));
    assertThat(scaled.rows()).isEqualTo(50);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
