package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.Objective;
import io.ganglion.optimize.Regularization;
import io.ganglion.testing.Data;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullBatchTest {
  private static final ModelSpec SPEC =
      new ModelSpec(
          NetworkSpec.of(Dense.of(5, new Tanh()), Dense.of(1, new Identity())),
          Columns.numeric(4),
          new MeanSquaredError(),
          List.of(),
          TargetScaling.NONE);

  /** Looks far away, and comes back if told to. */
  private record Look(boolean back) implements Minimizer {
    @Override
    public String kind() {
      return "look";
    }

    @Override
    public State start(int n) {
      return new State(new float[0][], new double[0]);
    }

    @Override
    public Progress step(Objective objective, float[] weights, State state, long iteration) {
      float first = weights[0];
      weights[0] = first + 3f;
      double value = objective.valueAndGradient(weights, new float[weights.length]);
      if (back) {
        weights[0] = first;
      }
      return new Progress(value, 1.0, null);
    }
  }

  @Test
  void scoresAreThoseOfTheWeightsThatAnIterationEndsWith() {
    LocalCluster rows = new LocalCluster(Data.regressionShards(4, 1, 30, 50));
    for (boolean back : new boolean[] {false, true}) {
      FullBatch strategy = new FullBatch(SPEC, new Look(back), new Regularization(0.0, 0.0), 1);
      TrainState start = strategy.start(SPEC.bind().initialize(1));
      TrainingStrategy.Outcome outcome = strategy.epoch(start, rows);
      Scores expected = Evaluation.of(SPEC, outcome.state(), rows, "test");
      assertThat(outcome.statistics().loss()).isEqualTo(expected.loss());
      assertThat(outcome.state().weights[0] == start.weights[0]).isEqualTo(back);
    }
  }
}
