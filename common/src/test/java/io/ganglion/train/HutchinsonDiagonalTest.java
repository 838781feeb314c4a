package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Ranges;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Data;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HutchinsonDiagonalTest {
  private static final ModelSpec SPEC =
      new ModelSpec(
          NetworkSpec.of(
              Dense.of(5, new Tanh()), Dense.of(2, new Tanh()), Dense.of(1, new Identity())),
          Columns.numeric(4),
          new MeanSquaredError(),
          List.of(),
          TargetScaling.NONE);
  private static final int ROWS = 12;

  private final Network network = SPEC.bind();
  private final float[] weights = network.initialize(3);
  private final BatchGradient gradient = new BatchGradient(network, SPEC, weights);
  private final Batch batch = batch();

  private static Batch batch() {
    Batch batch = new Batch(SPEC.columns());
    Block rows = Data.regression(ROWS, 4, 2);
    Batcher.inOrder(List.of(rows).iterator(), ROWS).next(batch);
    return batch;
  }

  private void gradientOfTheBatch() {
    gradient.forward(batch, 0);
    gradient.loss(new ScoreKeeper(SPEC, ROWS));
    gradient.backward(ROWS, null);
  }

  /** {@code 2 Σᵣ (∂yᵣ/∂wᵢ)² / rows}, with the derivatives by differences. */
  private double[] exact() {
    double[] diagonal = new double[weights.length];
    float step = 1e-2f;
    for (int i = 0; i < weights.length; i++) {
      float kept = weights[i];
      weights[i] = kept + step;
      float[] up = outputs();
      weights[i] = kept - step;
      float[] down = outputs();
      weights[i] = kept;
      for (int r = 0; r < ROWS; r++) {
        double slope = (up[r] - down[r]) / (2.0 * step);
        diagonal[i] += 2.0 * slope * slope / ROWS;
      }
    }
    return diagonal;
  }

  private float[] outputs() {
    Pass pass = network.pass(weights, null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }

  @Test
  void theMeanOfManyIsTheDiagonalOfTheGaussNewtonMatrix() {
    double[] exact = exact();
    Ranges all = Ranges.of(0, weights.length);
    double[] mean = new double[weights.length];
    int estimates = 4000;
    gradientOfTheBatch();
    for (int key = 0; key < estimates; key++) {
      float[] estimate = gradient.curvature(ROWS, all, key);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += estimate[i] / (double) estimates;
      }
    }
    double largest = Arrays.stream(exact).max().orElseThrow();
    for (int i = 0; i < mean.length; i++) {
      assertThat(mean[i]).as("parameter %s", i).isCloseTo(exact[i], within(0.04 * largest));
    }
  }

  @Test
  void leavesTheGradientAsItIs() {
    gradientOfTheBatch();
    float[] before = gradient.gradient().clone();
    gradient.curvature(ROWS, Ranges.of(0, weights.length), 1);
    assertThat(gradient.gradient()).isEqualTo(before);
    gradientOfTheBatch();
    for (int i = 0; i < before.length; i++) {
      assertThat(gradient.gradient()[i]).isCloseTo(2 * before[i], within(1e-6f));
    }
  }

  @Test
  void allocatesNothing() {
    Ranges all = Ranges.of(0, weights.length);
    double bytes =
        Allocations.perStep(
            () -> {
              gradient.forward(batch, 0);
              gradient.curvature(ROWS, all, 1);
            });
    assertThat(bytes).isZero();
  }
}
