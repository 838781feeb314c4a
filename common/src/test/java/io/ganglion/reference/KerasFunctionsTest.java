package io.ganglion.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Problems;
import io.ganglion.config.Spec;
import io.ganglion.data.Targets;
import io.ganglion.layer.Activation;
import io.ganglion.layer.Activations;
import io.ganglion.layer.Initializers;
import io.ganglion.loss.Loss;
import io.ganglion.loss.Losses;
import io.ganglion.network.Initializer;
import io.ganglion.tensor.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses, activations and initialisers are those of Keras: the numbers of
 * scripts/reference/keras_functions.py.
 */
class KerasFunctionsTest {
  private static final int ROWS = 8;
  private static final int OUTPUTS = 3;
  private static final int INPUTS = 250;
  private static final int UNITS = 400;

  static List<Map<?, ?>> losses() {
    return ReferenceRun.cases("losses.json");
  }

  static List<Map<?, ?>> activations() {
    return ReferenceRun.cases("activations.json");
  }

  static List<Map<?, ?>> initializers() {
    return ReferenceRun.cases("initializers.json");
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossAndGradient(Map<?, ?> reference) {
    Loss loss = read(Losses.CATALOGUE, reference, "loss");
    Numbers numbers = new Numbers(3);
    Matrix out = matrix(numbers, ROWS, OUTPUTS);
    for (int i = 0; i < out.size(); i++) {
      out.data[i] *= 3f;
    }
    Targets targets = targets(loss, matrix(numbers, ROWS, OUTPUTS));
    if ((Boolean) reference.get("weighted")) {
      targets.weights = new float[ROWS];
      for (int r = 0; r < ROWS; r++) {
        targets.weights[r] = (numbers.next() + 1f) / 2f;
      }
    }
    Matrix gradient = new Matrix(ROWS, OUTPUTS);
    double value = ((Number) reference.get("value")).doubleValue();
    assertThat(loss.valueAndGradient(out, targets, gradient))
        .isCloseTo(value, within(1e-6 * Math.abs(value)));
    assertThat(loss.valueAndGradient(out, targets, null))
        .isCloseTo(value, within(1e-6 * Math.abs(value)));
    assertThat(gradient.data)
        .containsExactly(ReferenceRun.vector(reference, "gradient"), within(1e-6f));
  }

  private static Targets targets(Loss loss, Matrix raw) {
    Targets targets = new Targets();
    targets.rows = ROWS;
    if (loss.target() == Loss.Target.CLASS) {
      targets.classes = new int[ROWS];
      for (int i = 0; i < raw.size(); i++) {
        int r = i / OUTPUTS;
        if (raw.data[i] > raw.get(r, targets.classes[r])) {
          targets.classes[r] = i % OUTPUTS;
        }
      }
      return targets;
    }
    for (int i = 0; i < raw.size(); i++) {
      if (loss.target() == Loss.Target.BINARY) {
        raw.data[i] = raw.data[i] > 0f ? 1f : 0f;
      } else if (loss.greatestTarget() == 1.0) {
        raw.data[i] = 0.5f * (raw.data[i] + 1f);
      } else if (loss.leastTarget() == 0.0) {
        raw.data[i] = 2f * (raw.data[i] + 1f);
      }
    }
    targets.values.point(raw.data, 0, ROWS, OUTPUTS);
    return targets;
  }

  @ParameterizedTest
  @MethodSource("activations")
  void valueAndDerivative(Map<?, ?> reference) {
    Activation activation = read(Activations.CATALOGUE, reference, "activation");
    Matrix z = matrix(new Numbers(4), ROWS, ROWS);
    for (int i = 0; i < z.size(); i++) {
      z.data[i] *= 6f;
    }
    System.arraycopy(new float[] {0.001f, -0.001f, 20f, -20f}, 0, z.data, 60, 4);
    Matrix y = new Matrix(ROWS, ROWS);
    activation.forward(z, y);
    Matrix v = new Matrix(ROWS, ROWS);
    for (int i = 0; i < v.size(); i++) {
      v.data[i] = activation.kind().equals("softmax") ? i % ROWS : 1f;
    }
    Matrix derivative = new Matrix(ROWS, ROWS);
    activation.derivative(activation.needsInput() ? z : null, y, v, derivative);
    assertThat(y.data).containsExactly(ReferenceRun.vector(reference, "value"), within(1e-6f));
    assertThat(derivative.data)
        .containsExactly(ReferenceRun.vector(reference, "derivative"), within(3e-6f));
    activation.derivative(activation.needsInput() ? z : null, y, v, v);
    assertThat(v.data).as("in place").isEqualTo(derivative.data);
  }

  /** Of 100,000 draws each: within what chance does to two samples. */
  @ParameterizedTest
  @MethodSource("initializers")
  void meanDeviationAndBounds(Map<?, ?> reference) {
    Initializer initializer = read(Initializers.CATALOGUE, reference, "initializer");
    float[] w = new float[UNITS * INPUTS];
    initializer.fill(w, 0, UNITS, INPUTS, 5);
    double sum = 0.0;
    double least = w[0];
    double greatest = w[0];
    for (float value : w) {
      sum += value;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    double mean = sum / w.length;
    double squares = 0.0;
    for (float value : w) {
      squares += (value - mean) * (value - mean);
    }
    float[] expected = ReferenceRun.vector(reference, "statistics");
    double deviation = expected[1];
    assertThat(mean).isCloseTo(expected[0], within(0.015 * deviation));
    assertThat(Math.sqrt(squares / w.length)).isCloseTo(deviation, within(0.01 * deviation));
    assertThat(least).isCloseTo(expected[2], within(0.002 * deviation));
    assertThat(greatest).isCloseTo(expected[3], within(0.002 * deviation));
  }

  /**
   * Steps have no counterpart in Keras, nor have normal numbers untruncated or for few inputs; an
   * orthogonal matrix is known by its products, not by bounds.
   */
  @Test
  void everyFunctionHasReferenceNumbers() {
    assertThat(kinds(Losses.CATALOGUE, losses(), "loss")).isEqualTo(Losses.CATALOGUE.names());
    assertThat(kinds(Activations.CATALOGUE, activations(), "activation"))
        .isEqualTo(without(Activations.CATALOGUE.names(), "step"));
    assertThat(kinds(Initializers.CATALOGUE, initializers(), "initializer"))
        .isEqualTo(
            without(Initializers.CATALOGUE.names(), "normal", "sparse_normal", "orthogonal"));
  }

  private static <T extends Spec> Set<String> kinds(
      Catalogue<T> catalogue, List<Map<?, ?>> cases, String key) {
    return cases.stream().map(c -> read(catalogue, c, key).kind()).collect(Collectors.toSet());
  }

  private static Set<String> without(Set<String> names, String... left) {
    return names.stream().filter(name -> !List.of(left).contains(name)).collect(Collectors.toSet());
  }

  private static <T extends Spec> T read(Catalogue<T> catalogue, Map<?, ?> reference, String key) {
    Problems problems = new Problems();
    T spec = catalogue.read(key, reference.get(key), problems);
    problems.throwIfAny();
    return spec;
  }

  private static Matrix matrix(Numbers numbers, int rows, int columns) {
    Matrix x = new Matrix(rows, columns);
    numbers.fill(x.data);
    return x;
  }
}
