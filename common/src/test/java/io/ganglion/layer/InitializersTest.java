package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.network.Initializer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InitializersTest {
  private static final int ROWS = 400;
  private static final int COLUMNS = 200;

  private static float[] draw(Initializer initializer, int rows, int columns, long key) {
    float[] weights = new float[rows * columns + 2];
    Arrays.fill(weights, 9f);
    initializer.fill(weights, 1, rows, columns, key);
    assertThat(weights[0]).isEqualTo(9f);
    assertThat(weights[weights.length - 1]).isEqualTo(9f);
    return Arrays.copyOfRange(weights, 1, weights.length - 1);
  }

  private static double mean(float[] values) {
    double sum = 0.0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0.0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  private static double largest(float[] values) {
    double largest = 0.0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "15, 15", "15, 8"})
  void sparseNormalGivesAFewInputsOfEachNeuronAWeight(int inputs, int columns) {
    float[] w = draw(new SparseNormal(inputs), 4000, 3 * columns, 6);
    int chosen = 0;
    double squares = 0.0;
    for (int r = 0; r < 4000; r++) {
      int here = 0;
      for (int c = 0; c < 3 * columns; c++) {
        float weight = w[r * 3 * columns + c];
        here += weight == 0f ? 0 : 1;
        squares += (double) weight * weight;
      }
      assertThat(here).isEqualTo(Math.min(inputs, 3 * columns));
      chosen += here;
    }
    assertThat(squares / chosen).isCloseTo(1.0, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"1", "13", "64", "784"})
  void normalHasDeviationOneOverTheRootOfTheInputs(int inputs) {
    float[] w = draw(new Normal(), 100_000 / inputs, inputs, 3);
    double expected = 1.0 / Math.sqrt(inputs);
    assertThat(mean(w)).isCloseTo(0.0, within(0.01 * expected));
    assertThat(deviation(w)).isCloseTo(expected, within(0.01 * expected));
  }

  @Test
  void normalDrawsTheseNumbers() {
    // Computed apart from this code: SplitMix64 and Box–Muller by their formulas, over √4.
    float[] expected = {
      0.470746f, -0.510961f, -0.423513f, -0.861946f,
      -0.162444f, 0.540175f, -1.068256f, -0.481130f
    };
    assertThat(draw(new Normal(), 2, 4, 113)).containsExactly(expected, within(1e-6f));
  }

  static List<Arguments> uniform() {
    return List.of(
        Arguments.of(new GlorotUniform(), 0.0, Math.sqrt(6.0 / (ROWS + COLUMNS))),
        Arguments.of(new HeUniform(), 0.0, Math.sqrt(6.0 / COLUMNS)),
        Arguments.of(new LecunUniform(), 0.0, Math.sqrt(3.0 / COLUMNS)),
        Arguments.of(new Uniform(-1.0, 4.0), 1.5, 2.5));
  }

  @ParameterizedTest
  @MethodSource("uniform")
  void uniformNumbersFillTheirRange(Initializer initializer, double middle, double limit) {
    float[] w = draw(initializer, ROWS, COLUMNS, 3);
    assertThat(mean(w)).isCloseTo(middle, within(0.01 * limit));
    assertThat(deviation(w)).isCloseTo(limit / Math.sqrt(3.0), within(0.01 * limit));
    for (int i = 0; i < w.length; i++) {
      w[i] -= (float) middle;
    }
    assertThat(largest(w)).isBetween(0.999 * limit, limit * (1.0 + 1e-6));
  }

  static List<Arguments> truncated() {
    return List.of(
        Arguments.of(new GlorotNormal(), Math.sqrt(2.0 / (ROWS + COLUMNS))),
        Arguments.of(new HeNormal(), Math.sqrt(2.0 / COLUMNS)),
        Arguments.of(new LecunNormal(), Math.sqrt(1.0 / COLUMNS)));
  }

  @ParameterizedTest
  @MethodSource("truncated")
  void truncatedNumbersKeepTheirDeviation(Initializer initializer, double deviation) {
    float[] w = draw(initializer, ROWS, COLUMNS, 3);
    assertThat(mean(w)).isCloseTo(0.0, within(0.01 * deviation));
    assertThat(deviation(w)).isCloseTo(deviation, within(0.01 * deviation));
    assertThat(largest(w)).isBetween(2.27 * deviation, 2.274 * deviation);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "40, 40", "12, 30", "60, 15"})
  void theShorterSidesOfAnOrthogonalMatrixAreOrthonormal(int rows, int columns) {
    float[] w = draw(new Orthogonal(), rows, columns, 3);
    boolean wide = rows <= columns;
    for (int a = 0; a < Math.min(rows, columns); a++) {
      for (int b = 0; b <= a; b++) {
        double product = 0.0;
        for (int i = 0; i < Math.max(rows, columns); i++) {
          product +=
              wide
                  ? (double) w[a * columns + i] * w[b * columns + i]
                  : (double) w[i * columns + a] * w[i * columns + b];
        }
        assertThat(product).isCloseTo(a == b ? 1.0 : 0.0, within(1e-6));
      }
    }
  }

  @Test
  void everyElementOfAnOrthogonalMatrixIsAsLarge() {
    double[] squares = new double[9];
    double[] sums = new double[9];
    int draws = 4000;
    for (int key = 0; key < draws; key++) {
      float[] w = draw(new Orthogonal(), 3, 3, key);
      for (int i = 0; i < 9; i++) {
        sums[i] += w[i] / (double) draws;
        squares[i] += w[i] * (double) w[i] / draws;
      }
    }
    for (int i = 0; i < 9; i++) {
      assertThat(sums[i]).isCloseTo(0.0, within(0.04));
      assertThat(squares[i]).isCloseTo(1.0 / 3.0, within(0.02));
    }
  }

  @Test
  void aConstantIsEverywhere() {
    assertThat(draw(new Constant(-0.75), 3, 4, 3)).containsOnly(-0.75f);
  }

  @Test
  void zerosAreZero() {
    assertThat(draw(new Zeros(), 3, 4, 3)).containsOnly(0f);
  }

  @Test
  void theKeyAloneDecides() {
    for (var entry : Initializers.CATALOGUE.entries()) {
      for (Initializer sample : entry.samples()) {
        float[] first = draw(sample, 5, 6, 8);
        assertThat(draw(sample, 5, 6, 8)).isEqualTo(first);
        if (!(sample instanceof Zeros || sample instanceof Constant)) {
          assertThat(draw(sample, 5, 6, 9)).isNotEqualTo(first);
        }
      }
    }
  }

  @Test
  void aTransposedMatrixHoldsTheSameNumbers() {
    float[] upright = draw(new Normal(), 3, 5, 7);
    float[] transposed = draw(new TransposedInitializer(new Normal()), 5, 3, 7);
    for (int out = 0; out < 3; out++) {
      for (int in = 0; in < 5; in++) {
        assertThat(transposed[in * 3 + out]).isEqualTo(upright[out * 5 + in]);
      }
    }
  }
}
