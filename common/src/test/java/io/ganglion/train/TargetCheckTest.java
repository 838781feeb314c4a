package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.Poisson;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TargetCheckTest {
  private static final int ROWS = 40;
  private static final int OUTPUTS = 2;

  /** Two shards: {@code y = exp(x / 2)} and {@code y = exp(−x)}, but the given first target. */
  private static LocalCluster rows(float first) {
    List<List<Block>> shards = new ArrayList<>();
    for (int s = 0; s < 2; s++) {
      float[] x = new float[ROWS];
      float[] y = new float[ROWS * OUTPUTS];
      for (int r = 0; r < ROWS; r++) {
        x[r] = (r - 20) / 20f;
        y[r * OUTPUTS] = (float) Math.exp(x[r] / 2);
        y[r * OUTPUTS + 1] = (float) Math.exp(-x[r]);
      }
      y[0] = first;
      shards.add(List.of(Block.builder(ROWS).numeric(x, 1).values(y, OUTPUTS).build()));
    }
    return new LocalCluster(shards);
  }

  private static TrainingResult train(LocalCluster training, LocalCluster holdout) {
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(Dense.of(OUTPUTS, new Identity())),
            Columns.numeric(1),
            new Poisson(),
            List.of(),
            TargetScaling.NONE);
    Adam adam = new Adam(0.05, 0.9, 0.999, 1e-7);
    ParameterAveraging strategy =
        new ParameterAveraging(
            spec,
            UpdateRule.of(adam),
            8,
            ParameterAveraging.EVERY_EPOCH,
            ParameterAveraging.StateMerge.AVERAGE,
            1);
    return new Trainer(spec, strategy, 60, null, (epoch, most) -> {})
        .train(TrainState.start(spec.bind().initialize(1), adam.vectors()), training, holdout);
  }

  @Test
  void negativeTargetsAreRefusedBeforeTheFirstStep() {
    String rest = ": correct them, leave out their rows or take another loss";
    assertThatThrownBy(() -> train(rows(-0.5f), rows(0f)))
        .isInstanceOf(TargetException.class)
        .hasMessage(
            "label: expected numbers of at least 0.0 for the loss poisson, found 2 below in the"
                + " training rows (-0.5 is the least)"
                + rest);
    assertThatThrownBy(() -> train(rows(0f), rows(-3f)))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("2 below in the held-out rows (-3.0 is the least)");
  }

  @Test
  void otherLossesTakeAnyNumber() {
    assertThatCode(() -> TargetCheck.of(new MeanSquaredError(), rows(-3f), "training"))
        .doesNotThrowAnyException();
  }

  /** The link makes these targets linear: both rates are learned. */
  @Test
  void ratesOfSeveralOutputsAreLearned() {
    float[] weights = train(rows((float) Math.exp(-0.5)), null).weights();
    assertThat(weights[0]).isBetween(0.48f, 0.52f);
    assertThat(weights[1]).isBetween(-1.02f, -0.98f);
  }
}
