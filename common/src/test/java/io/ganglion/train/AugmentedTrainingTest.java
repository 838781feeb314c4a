package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Augmentation;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.Masking;
import io.ganglion.data.Mixup;
import io.ganglion.data.Noise;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.testing.Data;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentedTrainingTest {
  private static final List<Augmentation> AUGMENT =
      List.of(new Noise(0.5), new Masking(0.1), new Mixup(0.2));
  private static final List<List<Block>> SHARDS = Data.regressionShards(4, 1, 61, 23);

  private static ModelSpec spec(List<Augmentation> augment) {
    return new ModelSpec(
        NetworkSpec.of(Dense.of(6, new Tanh()), Dense.of(1, new Identity())),
        Columns.numeric(4),
        new MeanSquaredError(),
        List.of(),
        TargetScaling.NONE,
        augment);
  }

  private static ParameterAveraging strategy(List<Augmentation> augment, long every) {
    return new ParameterAveraging(
        spec(augment),
        UpdateRule.of(Adam.defaults()),
        8,
        every,
        ParameterAveraging.StateMerge.AVERAGE,
        5);
  }

  private static TrainState train(List<Augmentation> augment, int epochs) {
    ParameterAveraging strategy = strategy(augment, ParameterAveraging.EVERY_EPOCH);
    TrainState state = strategy.start(spec(augment).bind().initialize(1));
    for (int epoch = 0; epoch < epochs; epoch++) {
      state = strategy.epoch(state, new LocalCluster(SHARDS)).state();
    }
    return state;
  }

  @Test
  void trainingSeesChangedRowsAndRepeats() {
    float[] augmented = train(AUGMENT, 2).weights;
    assertThat(augmented).isNotEqualTo(train(List.of(), 2).weights);
    assertThat(train(AUGMENT, 2).weights).isEqualTo(augmented);
  }

  /** A step draws by its number in the epoch, wherever a round of averaging begins. */
  @Test
  void aStepDrawsTheSameInWhateverTask() {
    List<List<Block>> one = List.of(SHARDS.get(0));
    ParameterAveraging whole = strategy(AUGMENT, ParameterAveraging.EVERY_EPOCH);
    ParameterAveraging rounds = strategy(AUGMENT, 3);
    TrainState start = whole.start(spec(AUGMENT).bind().initialize(1));
    assertThat(rounds.epoch(start, new LocalCluster(one)).state().weights)
        .isEqualTo(whole.epoch(start, new LocalCluster(one)).state().weights);
  }

  @Test
  void evaluatedRowsStayAsTheyAre() {
    TrainState state = train(AUGMENT, 1);
    LocalCluster rows = new LocalCluster(SHARDS);
    double plain = Evaluation.of(spec(List.of()), state, rows, "x").loss();
    assertThat(Evaluation.of(spec(AUGMENT), state, rows, "x").loss()).isEqualTo(plain);
    List<List<Block>> untouched = Data.regressionShards(4, 1, 61, 23);
    for (int s = 0; s < SHARDS.size(); s++) {
      Block block = SHARDS.get(s).get(0);
      assertThat(block.numeric).isEqualTo(untouched.get(s).get(0).numeric);
      assertThat(block.values).isEqualTo(untouched.get(s).get(0).values);
    }
  }
}
