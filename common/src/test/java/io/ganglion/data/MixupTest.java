package io.ganglion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import io.ganglion.testing.Batches;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixupTest {
  private static final int ROWS = 7;

  /** A row is its own number, so that the mix can be told from what comes out. */
  private static Batch batch() {
    Batch batch = Batches.of(Columns.numeric(2), 1);
    for (int r = 0; r < ROWS; r++) {
      batch.numeric.set(r, 0, 1 << (2 * r));
      batch.numeric.set(r, 1, 10f * r);
    }
    return batch;
  }

  @Test
  void rowsTargetsAndWeightsAreMixedAlike() {
    Batch batch = batch();
    Batches.targets(batch.targets, Loss.Target.NUMBERS, ROWS, 1, true, 1);
    for (int r = 0; r < ROWS; r++) {
      batch.targets.values.set(r, 0, 1f - r);
      batch.targets.weights[r] = 1f + r;
    }
    new Mixup(1.0).bind(Columns.numeric(2)).apply(batch, 2);
    int mixed = 0;
    for (int r = 0; r < ROWS; r++) {
      double place = batch.numeric.get(r, 1) / 10.0;
      // The own row has at least a half.
      assertThat(Math.abs(place - r)).isLessThanOrEqualTo(0.5 * (ROWS - 1));
      assertThat((double) batch.targets.values.get(r, 0)).isCloseTo(1.0 - place, within(1e-5));
      assertThat((double) batch.targets.weights[r]).isCloseTo(1.0 + place, within(1e-5));
      mixed += Math.abs(place - r) > 1e-3 ? 1 : 0;
    }
    assertThat(mixed).isGreaterThan(2);
  }

  @Test
  void classesShareTheTarget() {
    Batch batch = batch();
    batch.targets.rows = ROWS;
    batch.targets.classes = new int[] {0, 1, 2, 3, 4, 5, 6};
    new Mixup(1.0).bind(Columns.numeric(2)).apply(batch, 2);
    for (int r = 0; r < ROWS; r++) {
      assertThat(batch.targets.classes[r]).isEqualTo(r);
      double share = batch.targets.shares[r];
      assertThat(share).isBetween(0.5, 1.0);
      double expected = share * r + (1.0 - share) * batch.targets.others[r];
      assertThat(batch.numeric.get(r, 1) / 10.0).isCloseTo(expected, within(1e-5));
    }
    assertThat(batch.targets.others).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
  }

  /** E[λ (1 − λ)] of Beta(a, a) is a / (4 a + 2), whichever of the two is the larger. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 1.0, 4.0})
  void sharesAreOfTheBetaDistribution(double alpha) {
    Mixup mixup = new Mixup(alpha);
    int n = 40_000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < n; i++) {
      double share = mixup.share(Seeds.derive(1, i));
      assertThat(share).isBetween(0.5, 1.0);
      double product = share * (1.0 - share);
      sum += product;
      squares += product * product;
    }
    double mean = alpha / (4.0 * alpha + 2.0);
    double deviation = Math.sqrt((squares / n - sum / n * (sum / n)) / n);
    assertThat(sum / n).isCloseTo(mean, within(4.0 * deviation));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.1})
  void theLossOfASharedTargetIsTheMeanOfBoth(double smoothing) {
    Loss loss = new CategoricalCrossentropy(smoothing);
    Matrix out = Vectors.normal(ROWS, 4, 3);
    Targets own = new Targets();
    Batches.targets(own, Loss.Target.CLASS, ROWS, 4, true, 5);
    Targets other = new Targets();
    Batches.targets(other, Loss.Target.CLASS, ROWS, 4, true, 6);
    Targets shared = new Targets();
    Batches.targets(shared, Loss.Target.CLASS, ROWS, 4, true, 5);
    shared.others = other.classes;
    shared.shares = new float[ROWS];
    Arrays.fill(shared.shares, 0.75f);
    Matrix dOwn = new Matrix(ROWS, 4);
    Matrix dOther = new Matrix(ROWS, 4);
    Matrix dShared = new Matrix(ROWS, 4);
    double expected =
        0.75 * loss.valueAndGradient(out, own, dOwn)
            + 0.25 * loss.valueAndGradient(out, other, dOther);
    assertThat(loss.valueAndGradient(out, shared, dShared)).isCloseTo(expected, within(1e-6));
    assertThat(loss.valueAndGradient(out, shared, null)).isCloseTo(expected, within(1e-6));
    for (int i = 0; i < dShared.size(); i++) {
      assertThat(dShared.data[i])
          .isCloseTo(0.75f * dOwn.data[i] + 0.25f * dOther.data[i], within(1e-6f));
    }
  }
}
