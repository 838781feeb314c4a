package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.layer.Hopfield.Storage;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.Poisson;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Batches;
import io.ganglion.testing.Patterns;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HopfieldTest {
  private static final int UNITS = 120;

  private static Batch batch(float[] rows, int units) {
    Batch batch = new Batch(Columns.numeric(units));
    ((Structure.Independent) batch.structure).rows = rows.length / units;
    batch.numeric.point(rows, 0, rows.length / units, units);
    return batch;
  }

  private static Network network(Hopfield spec, int units) {
    return Network.bind(NetworkSpec.of(spec), Columns.numeric(units), new MeanSquaredError());
  }

  private static float[] stored(Network network, float[] patterns, int units) {
    double[] sums = new double[network.storing().correlations()];
    network.storing().correlate(batch(patterns, units), sums);
    float[] weights = network.initialize(1);
    network.storing().store(sums, weights);
    return weights;
  }

  @ParameterizedTest
  @EnumSource
  void theEnergyNeverRisesFromStepToStep(Storage storage) {
    Network network = network(Hopfield.of(storage), UNITS);
    // Near capacity, where recall wanders longest.
    float[] patterns = Patterns.random(20, UNITS, 1);
    Matrix w = Matrix.of(stored(network, patterns, UNITS), UNITS, UNITS);
    Matrix state = Matrix.of(Patterns.random(10, UNITS, 2), 10, UNITS);
    int changes = 0;
    for (int r = 0; r < state.rows; r++) {
      double energy = HopfieldNetwork.energy(w, state, r);
      for (int step = 0; step < 10 * UNITS; step++) {
        boolean changed = HopfieldNetwork.update(w, state, r, step * 7 % UNITS);
        double after = HopfieldNetwork.energy(w, state, r);
        if (changed) {
          assertThat(after).isLessThan(energy);
          changes++;
        } else {
          assertThat(after).isEqualTo(energy);
        }
        energy = after;
      }
    }
    assertThat(changes).isGreaterThan(100);
  }

  /**
   * The field of a unit is 1, its own p/n, and normal noise of variance p/n, so that it is wrong
   * with Q((1 + p/n) √(n/p)), here with the finite n.
   */
  @Test
  void asManyUnitsOfStoredPatternsAreUnstableAsTheoryTells() {
    for (double[] expected : new double[][] {{0.2, 0.00349}, {0.4, 0.01323}}) {
      int patterns = (int) (expected[0] * 400);
      int changed = 0;
      for (int seed = 1; seed <= 16; seed++) {
        Network network = network(Hopfield.of(Storage.HEBBIAN), 400);
        float[] rows = Patterns.random(patterns, 400, seed);
        Matrix w = Matrix.of(stored(network, rows, 400), 400, 400);
        Matrix state = Matrix.of(rows.clone(), patterns, 400);
        for (int r = 0; r < patterns; r++) {
          for (int unit = 0; unit < 400; unit++) {
            if (HopfieldNetwork.update(w, state, r, unit)) {
              changed++;
              state.set(r, unit, -state.get(r, unit));
            }
          }
        }
      }
      double share = changed / (16.0 * patterns * 400);
      assertThat(share).isCloseTo(expected[1], within(0.1 * expected[1]));
    }
  }

  @Test
  void aUnitWithoutAFieldKeepsItsState() {
    Matrix none = new Matrix(2, 2);
    for (float now : new float[] {1f, -1f}) {
      Matrix state = Matrix.of(new float[] {now, 1f}, 1, 2);
      assertThat(HopfieldNetwork.update(none, state, 0, 0)).isFalse();
      assertThat(state.get(0, 0)).isEqualTo(now);
    }
  }

  @Test
  void recallEndsWhereNoUnitWantsToChange() {
    Network network = network(Hopfield.of(Storage.HEBBIAN), UNITS);
    float[] weights = stored(network, Patterns.random(12, UNITS, 3), UNITS);
    Matrix recalled = recalled(network, weights, Patterns.random(8, UNITS, 4));
    Matrix w = Matrix.of(weights, UNITS, UNITS);
    for (int r = 0; r < recalled.rows; r++) {
      for (int unit = 0; unit < UNITS; unit++) {
        assertThat(HopfieldNetwork.update(w, recalled, r, unit)).isFalse();
      }
    }
  }

  private static Matrix recalled(Network network, float[] weights, float[] from) {
    Pass pass = network.pass(weights, null);
    Batch batch = batch(from, network.output().features());
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return network.forward(pass);
  }

  @Test
  void sweepsAreBounded() {
    Hopfield once = new Hopfield(Storage.HEBBIAN, 1, 1);
    float[] patterns = Patterns.random(12, UNITS, 3);
    float[] from = Patterns.random(8, UNITS, 4);
    float[] weights = stored(network(once, UNITS), patterns, UNITS);
    assertThat(recalled(network(once, UNITS), weights, from).data)
        .isNotEqualTo(recalled(network(Hopfield.of(Storage.HEBBIAN), UNITS), weights, from).data);
  }

  @Test
  void theOrderOfUnitsFollowsFromTheSeed() {
    float[] from = Patterns.random(8, UNITS, 4);
    float[] weights =
        stored(network(Hopfield.of(Storage.HEBBIAN), UNITS), Patterns.random(12, UNITS, 3), UNITS);
    float[] first = of(5, weights, from);
    assertThat(of(5, weights, from)).isEqualTo(first);
    assertThat(of(6, weights, from)).isNotEqualTo(first);
  }

  private static float[] of(long seed, float[] weights, float[] from) {
    return recalled(network(new Hopfield(Storage.HEBBIAN, 100, seed), UNITS), weights, from).data;
  }

  @Test
  void theProjectionIsThatOfTheNormalEquations() {
    // Two patterns with the Gram matrix (4 2; 2 4): its inverse is (4 −2; −2 4) / 12.
    float[] patterns = {1, 1, 1, 1, 1, 1, 1, -1};
    float[] w = stored(network(Hopfield.of(Storage.PSEUDO_INVERSE), 4), patterns, 4);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        float a = patterns[i];
        float b = patterns[4 + i];
        float expected = (patterns[j] * (4 * a - 2 * b) + patterns[4 + j] * (-2 * a + 4 * b)) / 12f;
        assertThat(w[4 * i + j]).isCloseTo(i == j ? 0f : expected, within(1e-6f));
      }
    }
  }

  @Test
  void aWarmRecallAllocatesNothing() {
    Network network = network(Hopfield.of(Storage.HEBBIAN), 30);
    Pass pass = network.pass(stored(network, Patterns.random(3, 30, 1), 30), null);
    Batch batch = batch(Patterns.random(20, 30, 2), 30);
    Runnable recall =
        () -> {
          network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
          network.forward(pass);
          network.energies(pass);
        };
    assertThat(Allocations.perStep(recall)).isZero();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Hopfield hopfield = Hopfield.of(Storage.HEBBIAN);
    MeanSquaredError mse = new MeanSquaredError();
    refused(Columns.numeric(3), mse, "the only layer", hopfield, Dense.of(3, new Identity()));
    refused(Columns.numeric(3), mse, "the only layer", Dense.of(3, new Identity()), hopfield);
    refused(Columns.numeric(3), mse, "found rescaling", new Rescaling(1.0, 0.0), hopfield);
    refused(Columns.numeric(3), new Poisson(), "expected the loss mse", hopfield);
    refused(Columns.numeric(3).withFlags(1), mse, "missing values in 1", hopfield);
    refused(Batches.columns(Columns.Kind.STEP, 3), mse, "found sequences or graphs", hopfield);
    Columns named =
        new Columns(Columns.Kind.EXAMPLE, 1, 0, List.of(3), List.of())
            .withCategoryNames(List.of("color"));
    refused(named, mse, "columns of names: color", hopfield);
  }

  private static void refused(Columns columns, Loss loss, String why, LayerSpec... layers) {
    assertThatThrownBy(() -> Network.bind(NetworkSpec.of(layers), columns, loss))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining(why);
  }
}
