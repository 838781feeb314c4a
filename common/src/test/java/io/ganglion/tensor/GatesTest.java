package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The twins of the gates, in plain Java and on the Vector API, against each other and by hand. */
class GatesTest {
  private final Random random = new Random(3);

  /** A matrix with some saturated and some infinite sums among usual ones. */
  private Matrix sums(int rows, int columns) {
    Matrix matrix = random(rows, columns, 2.0);
    float[] special = {0f, 40f, -40f, 200f, -200f, 1e30f, -1e30f, 1e-6f};
    for (int i = 0; i < special.length; i++) {
      matrix.data[i * 31 % matrix.data.length] = special[i];
    }
    return matrix;
  }

  private Matrix random(int rows, int columns, double deviation) {
    Matrix matrix = new Matrix(rows, columns);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = (float) (deviation * random.nextGaussian());
    }
    return matrix;
  }

  /** A view in the middle of a wider matrix, where what lies around must stay. */
  private static Matrix inside(int rows, int columns) {
    return new Matrix().point(new float[rows * (columns + 5)], 2, rows, columns, columns + 5);
  }

  private static Matrix copy(Matrix x) {
    Matrix copy = new Matrix(x.rows, x.columns);
    Kernels.copy(x, copy);
    return copy;
  }

  private static void assertSame(Matrix found, Matrix expected) {
    for (int r = 0; r < expected.rows; r++) {
      for (int c = 0; c < expected.columns; c++) {
        float value = expected.get(r, c);
        assertThat(found.get(r, c)).isCloseTo(value, within(2e-6f * (1f + Math.abs(value))));
      }
    }
    for (int r = 0; r < found.rows && found.stride > found.columns; r++) {
      assertThat(found.data[found.row(r) - 1]).isZero();
      assertThat(found.data[found.row(r) + found.columns]).isZero();
    }
  }

  private static LstmKernels vectorLstm() {
    return VectorModule.load("VectorLstmKernels", LstmKernels.class);
  }

  private static GruKernels vectorGru() {
    return VectorModule.load("VectorGruKernels", GruKernels.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "7, 16", "40, 37", "3, 1100"})
  void lstmTwinsAgree(int rows, int units) {
    Matrix bias = random(1, 4 * units, 1.0);
    Matrix sums = sums(rows, 4 * units);
    Matrix before = random(rows, units, 1.0);
    Matrix dh = random(rows, units, 1.0);
    Matrix dc = random(rows, units, 1.0);
    Matrix[][] results = new Matrix[2][];
    for (int twin = 0; twin < 2; twin++) {
      LstmKernels kernels = twin == 0 ? new PlainLstmKernels() : vectorLstm();
      Matrix gates = copy(sums);
      Matrix cell = new Matrix(rows, units);
      Matrix squashed = new Matrix(rows, units);
      Matrix h = inside(rows, units);
      kernels.forward(bias, gates, before, cell, squashed, h);
      Matrix dCell = copy(dc);
      Matrix dGates = new Matrix(rows, 4 * units);
      kernels.backward(gates, before, squashed, dh, dCell, dGates);
      results[twin] = new Matrix[] {gates, cell, squashed, h, dCell, dGates};
    }
    for (int i = 0; i < results[0].length; i++) {
      assertSame(results[1][i], results[0][i]);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "7, 16", "40, 37", "3, 1100"})
  void gruTwinsAgree(int rows, int units) {
    Matrix bias = random(2, 3 * units, 1.0);
    Matrix sums = sums(rows, 3 * units);
    Matrix innerSums = random(rows, 3 * units, 1.0);
    Matrix before = random(rows, units, 1.0);
    Matrix dy = random(rows, units, 1.0);
    Matrix[][] results = new Matrix[2][];
    for (int twin = 0; twin < 2; twin++) {
      GruKernels kernels = twin == 0 ? new PlainGruKernels() : vectorGru();
      Matrix gates = copy(sums);
      Matrix inner = copy(innerSums);
      Matrix h = inside(rows, units);
      kernels.forward(bias, gates, inner, before, h);
      Matrix dh = copy(dy);
      Matrix dGates = new Matrix(rows, 3 * units);
      Matrix dInner = new Matrix(rows, 3 * units);
      kernels.backward(gates, inner, before, dh, dGates, dInner);
      results[twin] = new Matrix[] {gates, inner, h, dh, dGates, dInner};
    }
    for (int i = 0; i < results[0].length; i++) {
      assertSame(results[1][i], results[0][i]);
    }
  }

  @Test
  void aStepOfAnLstmByHand() {
    Matrix bias = Matrix.of(new float[] {0f, 1f, 0f, 0f}, 1, 4);
    Matrix gates = Matrix.of(new float[] {0f, -1f, 0.5f, 100f}, 1, 4);
    Matrix before = Matrix.of(new float[] {0.4f}, 1, 1);
    Matrix cell = new Matrix(1, 1);
    Matrix squashed = new Matrix(1, 1);
    Matrix h = new Matrix(1, 1);
    Gates.lstm(bias, gates, before, cell, squashed, h);
    double c = 0.5 * 0.4 + 0.5 * Math.tanh(0.5);
    assertThat(gates.data)
        .containsExactly(new float[] {0.5f, 0.5f, 0.46211717f, 1f}, within(1e-6f));
    assertThat((double) cell.data[0]).isCloseTo(c, within(1e-6));
    assertThat((double) h.data[0]).isCloseTo(Math.tanh(c), within(1e-6));
  }

  @Test
  void aStepOfAGruByHand() {
    Matrix bias = Matrix.of(new float[] {1f, 0f, 0.25f, -1f, 0f, 0.5f}, 2, 3);
    Matrix gates = Matrix.of(new float[] {0f, 2f, 0.25f}, 1, 3);
    Matrix inner = Matrix.of(new float[] {0f, -2f, 0.5f}, 1, 3);
    Matrix before = Matrix.of(new float[] {0.4f}, 1, 1);
    Matrix h = new Matrix(1, 1);
    Gates.gru(bias, gates, inner, before, h);
    double candidate = Math.tanh(0.5 + 0.5 * 1.0);
    assertThat((double) h.data[0]).isCloseTo(0.5 * 0.4 + 0.5 * candidate, within(1e-6));
    assertThat(inner.data[2]).isEqualTo(1f);
  }

  @Test
  void refusesMatricesThatDoNotFit() {
    Matrix state = new Matrix(2, 3);
    assertThatThrownBy(
            () -> Gates.gru(new Matrix(2, 9), new Matrix(2, 9), new Matrix(2, 8), state, state))
        .hasMessage(
            "Gates: expected 3 gates of one shape without gaps, found Matrix[2, 8] and [2, 3]");
    assertThatThrownBy(
            () -> Gates.lstm(new Matrix(2, 12), new Matrix(2, 12), state, state, state, state))
        .hasMessage("Gates: expected a bias [1, 12], found [2, 12]");
  }
}
