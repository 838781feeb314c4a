package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.ReconstructionCrossentropy;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against the enumeration of all states of a machine that is small enough. */
class RbmTest {
  private static final int VISIBLE = 4;
  private static final int HIDDEN = 3;
  private static final int STATES = 1 << VISIBLE;

  private final float[] weights = Vectors.normal(HIDDEN * VISIBLE + HIDDEN + VISIBLE, 3);

  private static Network network(int steps) {
    return Network.bind(
        NetworkSpec.of(new Rbm(HIDDEN, steps)),
        Columns.numeric(VISIBLE),
        new ReconstructionCrossentropy());
  }

  private static Batch batch(float[] rows, float[] rowWeights) {
    Batch batch = new Batch(Columns.numeric(VISIBLE));
    int n = rows.length / VISIBLE;
    ((Structure.Independent) batch.structure).rows = n;
    batch.numeric.point(rows, 0, n, VISIBLE);
    batch.targets.rows = n;
    batch.targets.weights = rowWeights;
    return batch;
  }

  private static float[] allStates() {
    float[] states = new float[STATES * VISIBLE];
    for (int s = 0; s < STATES; s++) {
      for (int i = 0; i < VISIBLE; i++) {
        states[s * VISIBLE + i] = s >> i & 1;
      }
    }
    return states;
  }

  /** {@code −E(v, h)}, from the slots of the flat vector: W, b, a. */
  private double negativeEnergy(int v, int h) {
    double sum = 0.0;
    for (int j = 0; j < HIDDEN; j++) {
      for (int i = 0; i < VISIBLE; i++) {
        sum += (h >> j & 1) * (v >> i & 1) * weights[j * VISIBLE + i];
      }
      sum += (h >> j & 1) * weights[HIDDEN * VISIBLE + j];
    }
    for (int i = 0; i < VISIBLE; i++) {
      sum += (v >> i & 1) * weights[HIDDEN * VISIBLE + HIDDEN + i];
    }
    return sum;
  }

  private double unnormalized(int v) {
    double sum = 0.0;
    for (int h = 0; h < 1 << HIDDEN; h++) {
      sum += Math.exp(negativeEnergy(v, h));
    }
    return sum;
  }

  private double partition() {
    double sum = 0.0;
    for (int v = 0; v < STATES; v++) {
      sum += unnormalized(v);
    }
    return sum;
  }

  @Test
  void slotsStandWhereTheTestReadsThem() {
    assertThat(network(1).slots().stream().map(Slot::path))
        .containsExactly("rbm_1/weight", "rbm_1/hidden_bias", "rbm_1/visible_bias");
  }

  @Test
  void freeEnergiesAreThoseOfTheEnumeration() {
    Network network = network(1);
    Pass pass = network.pass(weights, null);
    network.begin(pass, batch(allStates(), null), Pass.Mode.INFERENCE, 0);
    network.forward(pass);
    Matrix energies = network.energies(pass);
    double partition = 0.0;
    for (int v = 0; v < STATES; v++) {
      assertThat((double) energies.get(v, 0)).isCloseTo(-Math.log(unnormalized(v)), within(1e-5));
      partition += Math.exp(-energies.get(v, 0));
    }
    assertThat(partition).isCloseTo(partition(), within(1e-5 * partition));
  }

  @Test
  void unitsAndReconstructionAreTheConditionalProbabilities() {
    Network network = network(1);
    Pass pass = network.pass(weights, null);
    network.begin(pass, batch(allStates(), null), Pass.Mode.INFERENCE, 0);
    Matrix logits = network.forward(pass);
    Matrix hidden = pass.shown(0);
    for (int v = 0; v < STATES; v++) {
      for (int j = 0; j < HIDDEN; j++) {
        double on = 0.0;
        for (int h = 0; h < 1 << HIDDEN; h++) {
          on += (h >> j & 1) * Math.exp(negativeEnergy(v, h));
        }
        assertThat((double) hidden.get(v, j)).isCloseTo(on / unnormalized(v), within(1e-5));
      }
      for (int i = 0; i < VISIBLE; i++) {
        double logit = weights[HIDDEN * VISIBLE + HIDDEN + i];
        for (int j = 0; j < HIDDEN; j++) {
          logit += hidden.get(v, j) * weights[j * VISIBLE + i];
        }
        assertThat((double) logits.get(v, i)).isCloseTo(logit, within(1e-5));
      }
    }
  }

  /** The derivative of the mean of {@code −log p(v)} by differences of the enumeration. */
  private double[] likelihoodGradient(double[] share) {
    double step = 1.0 / 1024;
    double[] gradient = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      float middle = weights[k];
      weights[k] = (float) (middle + step);
      double above = negativeLogLikelihood(share);
      double up = weights[k];
      weights[k] = (float) (middle - step);
      double below = negativeLogLikelihood(share);
      gradient[k] = (above - below) / (up - weights[k]);
      weights[k] = middle;
    }
    return gradient;
  }

  private double negativeLogLikelihood(double[] share) {
    double sum = Math.log(partition());
    for (int v = 0; v < STATES; v++) {
      sum -= share[v] * Math.log(unnormalized(v));
    }
    return sum;
  }

  private float[] divergence(int steps, Batch batch, long key) {
    Network network = network(steps);
    float[] gradient = new float[weights.length];
    Pass pass = network.pass(weights, gradient);
    network.begin(pass, batch, Pass.Mode.TRAINING, key);
    network.forward(pass);
    network.backward(pass);
    return gradient;
  }

  /** Rows of the states 3 and 13, the second with three times the weight. */
  private static Batch data(int pairs) {
    float[] rows = new float[2 * pairs * VISIBLE];
    float[] rowWeights = new float[2 * pairs];
    float[] states = allStates();
    for (int r = 0; r < 2 * pairs; r++) {
      System.arraycopy(states, (r % 2 == 0 ? 3 : 13) * VISIBLE, rows, r * VISIBLE, VISIBLE);
      rowWeights[r] = r % 2 == 0 ? 1f : 3f;
    }
    return batch(rows, rowWeights);
  }

  @Test
  void manyStepsGiveTheGradientOfTheLikelihood() {
    double[] share = new double[STATES];
    share[3] = 0.25;
    share[13] = 0.75;
    double[] expected = likelihoodGradient(share);
    float[] found = divergence(60, data(15_000), 7);
    double worst = 0.0;
    for (int k = 0; k < expected.length; k++) {
      // Half a deviation of a coin over √n effective rows is 0.003; 4 of them.
      assertThat((double) found[k]).as("parameter " + k).isCloseTo(expected[k], within(0.014));
      worst = Math.max(worst, Math.abs(expected[k]));
    }
    assertThat(worst).isGreaterThan(0.2);
  }

  @Test
  void oneStepIsBiasedYetDescends() {
    // Strong weights let a chain forget its start slowly.
    for (int k = 0; k < weights.length; k++) {
      weights[k] *= 2f;
    }
    double[] share = new double[STATES];
    share[3] = 0.25;
    share[13] = 0.75;
    double[] expected = likelihoodGradient(share);
    float[] found = divergence(1, data(15_000), 7);
    double dot = 0.0;
    double distance = 0.0;
    for (int k = 0; k < expected.length; k++) {
      dot += expected[k] * found[k];
      distance = Math.max(distance, Math.abs(expected[k] - found[k]));
    }
    assertThat(dot).isGreaterThan(0.0);
    assertThat(distance).isGreaterThan(0.03);
  }

  /** Where rows follow the model, a chain of any length stays there: CD vanishes in the mean. */
  @Test
  void theDivergenceVanishesOnTheModelsOwnRows() {
    int n = 60_000;
    double partition = partition();
    float[] states = allStates();
    float[] rows = new float[n * VISIBLE];
    for (int r = 0; r < n; r++) {
      double left = Seeds.uniform(9, r) * partition;
      int v = 0;
      while (v < STATES - 1 && left >= unnormalized(v)) {
        left -= unnormalized(v++);
      }
      System.arraycopy(states, v * VISIBLE, rows, r * VISIBLE, VISIBLE);
    }
    for (float element : divergence(1, batch(rows, null), 4)) {
      assertThat(element).isCloseTo(0f, within(0.01f));
    }
  }

  @Test
  void theChainFollowsFromTheKey() {
    float[] first = divergence(2, data(50), 1);
    assertThat(divergence(2, data(50), 1)).isEqualTo(first);
    assertThat(divergence(2, data(50), 2)).isNotEqualTo(first);
  }

  @Test
  void aWarmStepAllocatesNothing() {
    Network network = network(3);
    Pass pass = network.pass(weights, new float[weights.length]);
    Batch batch = data(8);
    Runnable step =
        () -> {
          network.begin(pass, batch, Pass.Mode.TRAINING, 3);
          network.forward(pass);
          network.backward(pass);
          network.energies(pass);
        };
    assertThat(Allocations.perStep(step)).isZero();
  }

  @Test
  void firstWeightsAreSmall() {
    Network network =
        Network.bind(
            NetworkSpec.of(new Rbm(100, 1)),
            Columns.numeric(100),
            new ReconstructionCrossentropy());
    float[] first = network.initialize(1);
    double squares = 0.0;
    for (float w : first) {
      squares += w * w;
    }
    assertThat(Math.sqrt(squares / 10_000)).isCloseTo(0.01, within(2e-4));
    assertThat(Arrays.copyOfRange(first, 10_000, first.length)).containsOnly(0f);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Rbm rbm = new Rbm(2, 1);
    ReconstructionCrossentropy loss = new ReconstructionCrossentropy();
    assertThatThrownBy(
            () -> Network.bind(NetworkSpec.of(rbm), Columns.numeric(3), new MeanSquaredError()))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("expected the loss reconstruction_crossentropy");
    assertThatThrownBy(
            () -> Network.bind(NetworkSpec.of(new Dropout(0.5), rbm), Columns.numeric(3), loss))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("nothing but rescaling before it")
        .hasMessageContaining("found dropout");
    assertThat(
            Network.bind(NetworkSpec.of(new Rescaling(0.5, 0.0), rbm), Columns.numeric(3), loss)
                .undirected())
        .isTrue();
    assertThatThrownBy(() -> new Rbm(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
