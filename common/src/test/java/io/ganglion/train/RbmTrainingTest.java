package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Rbm;
import io.ganglion.loss.ReconstructionCrossentropy;
import io.ganglion.metric.Energy;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.testing.Patterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Contrastive divergence through the strategies that train any other network. */
final class RbmTrainingTest {
  private static ModelSpec spec(int visible, int hidden, int steps) {
    return new ModelSpec(
        NetworkSpec.of(new Rbm(hidden, steps)),
        Columns.numeric(visible),
        new ReconstructionCrossentropy(),
        List.of(new Energy()),
        TargetScaling.NONE);
  }

  private static TrainState trained(
      ModelSpec spec, List<List<Block>> shards, int batchSize, double rate, int epochs) {
    UpdateRule rule = UpdateRule.of(new Sgd(rate, 0.5, false));
    ParameterAveraging strategy =
        new ParameterAveraging(
            spec,
            rule,
            batchSize,
            ParameterAveraging.EVERY_EPOCH,
            ParameterAveraging.StateMerge.AVERAGE,
            1);
    TrainState state = strategy.start(spec.bind().initialize(1));
    try (LocalCluster cluster = new LocalCluster(shards)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        state = strategy.epoch(state, cluster).state();
      }
    }
    return state;
  }

  private static Scores scores(ModelSpec spec, TrainState state, float[] rows) {
    int units = spec.columns().numeric();
    try (LocalCluster cluster = new LocalCluster(Patterns.shards(rows, units, 1))) {
      return Evaluation.of(spec, state, cluster, "test");
    }
  }

  /** {@code log Σ exp(−F(v))} over all visible states. */
  private static double logPartition(ModelSpec spec, TrainState state) {
    int units = spec.columns().numeric();
    double sum = 0.0;
    float[] row = new float[units];
    double offset = Double.NaN;
    for (int v = 0; v < 1 << units; v++) {
      for (int i = 0; i < units; i++) {
        row[i] = v >> i & 1;
      }
      double energy = scores(spec, state, row).get("energy");
      offset = v == 0 ? energy : offset;
      sum += Math.exp(offset - energy);
    }
    return Math.log(sum) - offset;
  }

  @Test
  void theLikelihoodOfBarsAndStripesRises() {
    float[] pictures = Patterns.barsAndStripes(3);
    float[] rows = new float[20 * pictures.length];
    for (int copy = 0; copy < 20; copy++) {
      System.arraycopy(pictures, 0, rows, copy * pictures.length, pictures.length);
    }
    ModelSpec spec = spec(9, 12, 5);
    TrainState start = trained(spec, Patterns.shards(rows, 9, 2), 10, 0.1, 0);
    TrainState state = trained(spec, Patterns.shards(rows, 9, 2), 10, 0.1, 150);
    double before = -scores(spec, start, pictures).get("energy") - logPartition(spec, start);
    double after = -scores(spec, state, pictures).get("energy") - logPartition(spec, state);
    // 512 states are as likely before; 14 could be in the end, with a mean of −2.64.
    assertThat(before).isCloseTo(-9 * Math.log(2.0), within(0.01));
    assertThat(after).isBetween(-3.3, -Math.log(14));
    assertThat(scores(spec, state, pictures).loss())
        .isLessThan(0.3 * scores(spec, start, pictures).loss());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "GANGLION_DATA", matches = ".+")
  void digitsAreReconstructedAndAFewAreLearnedByHeart() throws IOException {
    Path file = Path.of(System.getenv("GANGLION_DATA"), "images/digits8x8.csv");
    float[] digits = binarized(Files.readAllLines(file));
    float[] heldOut = Arrays.copyOfRange(digits, 1500 * 64, digits.length);
    ModelSpec spec = spec(64, 64, 1);
    double[] gaps = new double[2];
    int[] counts = {1500, 100};
    for (int i = 0; i < 2; i++) {
      float[] rows = Arrays.copyOf(digits, counts[i] * 64);
      // As many steps in both cases.
      int epochs = 40 * 1500 / counts[i];
      TrainState state = trained(spec, Patterns.shards(rows, 64, 2), 20, 0.05, epochs);
      TrainState start = trained(spec, Patterns.shards(rows, 64, 2), 20, 0.05, 0);
      Scores seen = scores(spec, state, rows);
      Scores unseen = scores(spec, state, heldOut);
      gaps[i] = unseen.get("energy") - seen.get("energy");
      assertThat(seen.loss()).isLessThan(0.4 * scores(spec, start, rows).loss());
    }
    assertThat(gaps[0]).isBetween(-1.0, 1.0);
    assertThat(gaps[1]).isGreaterThan(5.0);
  }

  private static float[] binarized(List<String> lines) {
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    float[] pixels = new float[rows.size() * 64];
    for (int r = 0; r < rows.size(); r++) {
      List<String> fields = List.of(rows.get(r).split(",", -1));
      for (int i = 0; i < 64; i++) {
        pixels[64 * r + i] = Integer.parseInt(fields.get(i)) >= 8 ? 1f : 0f;
      }
    }
    return pixels;
  }
}
