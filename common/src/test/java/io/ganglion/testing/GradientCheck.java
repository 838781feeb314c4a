package io.ganglion.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;

/**
 * Checks backward and tangent of a network on one batch against each other and against central
 * differences. The function that is differentiated is {@code Σ u ⊙ out} with random u.
 */
public final class GradientCheck {
  private static final float STEP = 1f / 256f;

  private final Network network;
  private final Pass pass;
  private final float[] weights;
  private final float[] gradient;
  private final long seed;
  private float[] u;

  /** A check in training mode, with random parameters. */
  public GradientCheck(NetworkSpec spec, Columns columns, Batch batch, long seed) {
    this.network = Network.bind(spec, columns, new MeanSquaredError());
    this.seed = seed;
    this.weights = network.initialize(seed);
    this.gradient = new float[weights.length];
    float[] noise = direction(Seeds.derive(seed, 1));
    for (int i = 0; i < weights.length; i++) {
      weights[i] += 0.3f * noise[i];
    }
    this.pass = network.pass(weights, gradient);
    network.begin(pass, batch, Pass.Mode.TRAINING, Seeds.derive(seed, 2));
    this.u = Vectors.normal(network.forward(pass).size(), Seeds.derive(seed, 3));
  }

  /** A random direction that is 0 for parameters that are not trained. */
  private float[] direction(long key) {
    float[] direction = Vectors.normal(network.parameters(), key);
    for (Slot slot : network.slots()) {
      if (!slot.kind().trainable()) {
        Arrays.fill(direction, slot.offset(), slot.end(), 0f);
      }
    }
    return direction;
  }

  /** {@code ⟨tangent(d), u⟩ = ⟨d, backward(u)⟩} to 1e-5 relative. */
  public void adjoint() {
    float[] d = direction(Seeds.derive(seed, 4));
    float[] outDot = tangent(d);
    // Added, so that the product is not a small difference of large terms.
    for (int i = 0; i < u.length; i++) {
      u[i] += outDot[i];
    }
    double forwards = Vectors.dot(outDot, u);
    double backwards = Vectors.dot(d, gradient());
    assertThat(backwards).isCloseTo(forwards, within(1e-5 * Math.abs(forwards)));
  }

  /**
   * The gradient by each parameter against central differences, to 1e-3 of its norm. Parameters
   * that the difference carries over a kink, as relu has one, are left out; they must be few.
   */
  public void gradientByDifferences() {
    float[] found = gradient().clone();
    float[] expected = new float[weights.length];
    double middle = Vectors.dot(u, output());
    double kink = 0.01 * largest(found);
    int kinks = 0;
    for (Slot slot : network.slots()) {
      for (int i = slot.offset(); i < slot.end() && slot.kind().trainable(); i++) {
        double above = slope(i, STEP, middle);
        double below = slope(i, -STEP, middle);
        boolean smooth = Math.abs(above - below) <= kink;
        expected[i] = smooth ? (float) ((above + below) / 2) : found[i];
        kinks += smooth ? 0 : 1;
      }
      float[] e = Arrays.copyOfRange(expected, slot.offset(), slot.end());
      float[] f = Arrays.copyOfRange(found, slot.offset(), slot.end());
      double tolerance = 1e-3 * Math.max(Vectors.norm(e), 0.03 * Vectors.norm(found));
      assertThat(Vectors.distance(e, f)).as(slot.path()).isLessThanOrEqualTo(tolerance);
    }
    assertThat(kinks).as("parameters at a kink").isLessThanOrEqualTo(2 + weights.length / 10);
  }

  private static double largest(float[] values) {
    double largest = 0.0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private double slope(int i, float step, double middle) {
    float weight = weights[i];
    weights[i] = weight + step;
    double length = (double) weights[i] - weight;
    double moved = Vectors.dot(u, output());
    weights[i] = weight;
    return (moved - middle) / length;
  }

  /** The tangent against central differences of the output, to 1e-3 of its norm. */
  public void tangentByDifferences() {
    float[] d = direction(Seeds.derive(seed, 5));
    float[] found = tangent(d);
    float[] middle = weights.clone();
    move(middle, d, STEP / 4);
    float[] high = output();
    move(middle, d, -STEP / 4);
    float[] low = output();
    move(middle, d, 0f);
    float[] expected = new float[high.length];
    for (int i = 0; i < high.length; i++) {
      expected[i] = (high[i] - low[i]) / (STEP / 2);
    }
    assertThat(Vectors.distance(expected, found)).isLessThanOrEqualTo(1e-3 * Vectors.norm(found));
  }

  private void move(float[] from, float[] d, float length) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = from[i] + length * d[i];
    }
  }

  private float[] output() {
    return Vectors.values(network.forward(pass));
  }

  private float[] tangent(float[] d) {
    network.forward(pass);
    pass.setDirection(d);
    return Vectors.values(network.tangent(pass));
  }

  private float[] gradient() {
    Arrays.fill(gradient, 0f);
    network.forward(pass);
    Matrix dOut = network.outputGradient(pass);
    Vectors.set(dOut, u);
    network.backward(pass);
    return gradient;
  }
}
