package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Hopfield;
import io.ganglion.layer.Hopfield.Storage;
import io.ganglion.layer.Identity;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.Energy;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.testing.Patterns;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PatternStorageTest {
  private static final int UNITS = 500;

  private static ModelSpec spec(Storage storage, int units) {
    return new ModelSpec(
        NetworkSpec.of(Hopfield.of(storage)),
        Columns.numeric(units),
        new MeanSquaredError(),
        List.of(new Energy()),
        TargetScaling.NONE);
  }

  private static TrainingStrategy.Outcome stored(
      ModelSpec spec, float[] patterns, int units, int shards) {
    PatternStorage storage = new PatternStorage(spec);
    TrainState start = storage.start(spec.bind().initialize(1));
    try (LocalCluster cluster = new LocalCluster(Patterns.shards(patterns, units, shards))) {
      return storage.epoch(start, cluster);
    }
  }

  private static float[] recalled(ModelSpec spec, float[] weights, float[] from) {
    int units = spec.columns().numeric();
    float[] recalled = new float[from.length];
    int[] at = {0};
    List<Block> blocks = List.of(Patterns.block(from, units));
    new SplitPass(spec, weights)
        .run(
            blocks.iterator(),
            (out, targets) -> {
              System.arraycopy(out.data, 0, recalled, at[0], out.size());
              at[0] += out.size();
            });
    return recalled;
  }

  @Test
  void hebbianStorageKeepsPatternsUpToItsCapacity() {
    ModelSpec spec = spec(Storage.HEBBIAN, UNITS);
    double[] errors = new double[25];
    for (int seed = 0; seed < errors.length; seed++) {
      float[] patterns = Patterns.random(65, UNITS, seed);
      // Of +1 and −1 the mean squared error is four times the share of wrong units.
      errors[seed] = stored(spec, patterns, UNITS, 3).statistics().loss() / 4.0;
    }
    // Without the diagonal 0.64 % in the limit of many units (Amit, Gutfreund & Sompolinsky 1987),
    // and of 500 units a set in three beyond 1 %, as some of its patterns run away.
    assertThat(Arrays.stream(errors).max().orElseThrow()).isLessThan(0.01);
  }

  @Test
  void hebbianStorageBreaksDownBeyondIt() {
    float[] patterns = Patterns.random(200, UNITS, 1);
    ModelSpec spec = spec(Storage.HEBBIAN, UNITS);
    float[] weights = stored(spec, patterns, UNITS, 1).state().weights;
    float[] noisy = Patterns.corrupted(patterns, 0.1, 2);
    assertThat(Patterns.errors(patterns, recalled(spec, weights, noisy))).isGreaterThan(0.1);
  }

  @Test
  void thePseudoInverseStoresManyMoreExactly() {
    for (int seed = 1; seed <= 3; seed++) {
      float[] patterns = Patterns.random(400, UNITS, seed);
      ModelSpec spec = spec(Storage.PSEUDO_INVERSE, UNITS);
      float[] weights = stored(spec, patterns, UNITS, 3).state().weights;
      assertThat(recalled(spec, weights, patterns)).isEqualTo(patterns);
    }
  }

  @ParameterizedTest
  @EnumSource
  void corruptedPatternsComeBackAtLowLoad(Storage storage) {
    float[] patterns = Patterns.random(15, 300, 4);
    ModelSpec spec = spec(storage, 300);
    float[] weights = stored(spec, patterns, 300, 2).state().weights;
    float[] noisy = Patterns.corrupted(patterns, 0.2, 5);
    assertThat(Patterns.errors(patterns, noisy)).isBetween(0.15, 0.25);
    assertThat(Patterns.errors(patterns, recalled(spec, weights, noisy))).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void shardsDoNotChangeABit(Storage storage) {
    float[] patterns = Patterns.random(50, 60, 6);
    ModelSpec spec = spec(storage, 60);
    float[] once = stored(spec, patterns, 60, 1).state().weights;
    for (int shards : new int[] {2, 3, 7}) {
      assertThat(stored(spec, patterns, 60, shards).state().weights).isEqualTo(once);
    }
  }

  @Test
  void hebbianWeightsAreMeansOfProducts() {
    float[] patterns = {1, -1, 1, 1, 1, 1, -1, -1, 1, 1, -1, 1};
    ModelSpec spec = spec(Storage.HEBBIAN, 4);
    float[] expected = new float[16];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        for (int p = 0; p < 3; p++) {
          expected[4 * i + j] += patterns[4 * p + i] * patterns[4 * p + j] / 4f;
        }
      }
    }
    assertThat(stored(spec, patterns, 4, 2).state().weights).isEqualTo(expected);
  }

  @Test
  void aRowCountsByItsWeight() {
    float[] patterns = {1, -1, 1, 1, 1, -1};
    ModelSpec spec = spec(Storage.HEBBIAN, 3);
    Block weighted =
        Block.builder(2)
            .numeric(patterns, 3)
            .values(patterns, 3)
            .weights(new float[] {2f, 0.5f})
            .build();
    PatternStorage storage = new PatternStorage(spec);
    TrainState start = storage.start(new float[9]);
    try (LocalCluster cluster = new LocalCluster(List.of(List.of(weighted)))) {
      assertThat(storage.epoch(start, cluster).state().weights)
          .containsExactly(
              new float[] {
                2.5f / 3, -0.5f, 0.5f, -0.5f, 2.5f / 3, -2.5f / 3, 0.5f, -2.5f / 3, 2.5f / 3
              },
              within(1e-7f));
    }
  }

  @Test
  void zerosAndOnesAreTheSamePatterns() {
    float[] patterns = Patterns.random(4, 30, 8);
    float[] bits = patterns.clone();
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Math.max(0f, bits[i]);
    }
    ModelSpec spec = spec(Storage.HEBBIAN, 30);
    assertThat(stored(spec, bits, 30, 1).state().weights)
        .isEqualTo(stored(spec, patterns, 30, 1).state().weights);
  }

  @Test
  void dependentPatternsDoTheProjectionNoHarm() {
    float[] patterns = Patterns.random(6, 40, 9);
    float[] twice = Arrays.copyOf(patterns, 2 * patterns.length);
    for (int i = 0; i < patterns.length; i++) {
      twice[patterns.length + i] = -patterns[i];
    }
    ModelSpec spec = spec(Storage.PSEUDO_INVERSE, 40);
    float[] weights = stored(spec, twice, 40, 2).state().weights;
    assertThat(weights)
        .containsExactly(stored(spec, patterns, 40, 1).state().weights, within(1e-6f));
    assertThat(recalled(spec, weights, twice)).isEqualTo(twice);
  }

  @Test
  void asManyPatternsAsUnitsLeaveEveryStateAsItIs() {
    float[] patterns = Patterns.random(60, 20, 10);
    ModelSpec spec = spec(Storage.PSEUDO_INVERSE, 20);
    float[] weights = stored(spec, patterns, 20, 2).state().weights;
    float[] any = Patterns.random(50, 20, 11);
    assertThat(recalled(spec, weights, any)).isEqualTo(any);
  }

  @Test
  void theMetricIsTheMeanEnergyOfWhatWasRecalled() {
    float[] patterns = Patterns.random(3, 50, 12);
    ModelSpec spec = spec(Storage.HEBBIAN, 50);
    TrainingStrategy.Outcome outcome = stored(spec, patterns, 50, 2);
    float[] w = outcome.state().weights;
    float[] recalled = recalled(spec, w, patterns);
    double sum = 0.0;
    for (int p = 0; p < 3; p++) {
      for (int i = 0; i < 50; i++) {
        for (int j = 0; j < 50; j++) {
          sum -= 0.5 * recalled[50 * p + i] * w[50 * i + j] * recalled[50 * p + j];
        }
      }
    }
    assertThat(outcome.statistics().get("energy")).isCloseTo(sum / 3, within(1e-5));
  }

  @Test
  void anUnstoredNetworkIsRefused() {
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(Dense.of(3, new Identity())),
            Columns.numeric(3),
            new MeanSquaredError(),
            List.of(),
            TargetScaling.NONE);
    assertThatThrownBy(() -> new PatternStorage(spec))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("hopfield");
  }
}
