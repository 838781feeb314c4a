package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.optimize.Adam;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.testing.ToyProblem;
import io.ganglion.testing.ToyProblems;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of columns and structure can be learned from. */
final class ToyTrainingTest {
  static Stream<ToyProblem> problems() {
    return ToyProblems.all();
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theHeldOutLossFallsFarBelowThatOfAConstant(ToyProblem problem) {
    ModelSpec spec = problem.spec();
    Adam adam = new Adam(0.02, 0.9, 0.999, 1e-7);
    for (long every : new long[] {ParameterAveraging.EVERY_EPOCH, 3}) {
      ParameterAveraging strategy =
          new ParameterAveraging(
              spec, UpdateRule.of(adam), 16, every, ParameterAveraging.StateMerge.AVERAGE, 1);
      TrainingResult result =
          new Trainer(spec, strategy, 25, null, (epoch, most) -> {})
              .train(
                  TrainState.start(spec.bind().initialize(1), adam.vectors()),
                  new LocalCluster(problem.training()),
                  new LocalCluster(problem.heldOut()));
      double best = result.epochs().get(result.bestEpoch() - 1).holdout().loss();
      assertThat(best).isLessThan(problem.trivialLoss() / 5);
    }
  }
}
