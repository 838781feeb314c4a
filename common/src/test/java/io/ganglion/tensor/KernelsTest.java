package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels on matrices: rows with and without gaps, shapes, softmax. */
class KernelsTest {
  private static final float GUARD = 77f;

  /** A matrix of random numbers whose rows have gaps, filled with a number to be left alone. */
  private static Matrix gaps(int rows, int columns, long seed) {
    Matrix x = new Matrix(rows, columns + 3);
    Kernels.fill(x, GUARD);
    x.point(x.data, 2, rows, columns, columns + 3);
    Random random = new Random(seed);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        x.set(r, c, random.nextFloat() - 0.5f);
      }
    }
    return x;
  }

  private static Matrix line(Matrix x) {
    Matrix y = new Matrix(x.rows, x.columns);
    Kernels.copy(x, y);
    return y;
  }

  private static void assertGuarded(Matrix x) {
    int guards = 0;
    for (float value : x.data) {
      guards += value == GUARD ? 1 : 0;
    }
    assertThat(guards).as("elements in the gaps").isEqualTo(x.data.length - x.size());
  }

  @Test
  void aStretchIsAddedToAnother() {
    float[] y = {1, 1, 1, 1, 1};
    Kernels.axpy(2f, new float[] {9, 3, 4, 9}, 1, y, 2, 2);
    assertThat(y).containsExactly(1, 1, 7, 9, 1);
  }

  @Test
  void gapsMakeNoDifference() {
    Matrix x = gaps(5, 19, 1);
    Matrix y = gaps(5, 19, 2);
    Matrix z = gaps(5, 19, 3);
    Matrix row = gaps(1, 19, 4);
    Matrix denseX = line(x);
    Matrix denseY = line(y);
    Matrix denseZ = line(z);

    Kernels.multiply(x, y, z);
    Kernels.multiply(denseX, denseY, denseZ);
    assertThat(line(z).data).containsExactly(denseZ.data);
    Kernels.multiply(denseX, denseY, z);
    assertThat(line(z).data).containsExactly(denseZ.data);
    Kernels.axpy(2f, x, y);
    Kernels.axpy(2f, denseX, denseY);
    Kernels.addRow(row, x);
    Kernels.addRow(row, denseX);
    Kernels.addRowRelu(row, y);
    Kernels.addRowRelu(row, denseY);
    assertThat(line(y).data).containsExactly(denseY.data);
    Kernels.sigmoid(x, y);
    Kernels.sigmoid(denseX, denseY);
    Kernels.sigmoidBackward(y, x, z);
    Kernels.sigmoidBackward(denseY, denseX, denseZ);
    Kernels.tanh(z, y);
    Kernels.tanh(denseZ, denseY);
    Kernels.tanhBackward(y, z, x);
    Kernels.tanhBackward(denseY, denseZ, denseX);
    Kernels.relu(x, y);
    Kernels.relu(denseX, denseY);
    Kernels.reluBackward(y, z, z);
    Kernels.reluBackward(denseY, denseZ, denseZ);
    assertThat(line(z).data).containsExactly(denseZ.data);
    Kernels.softmax(z, x);
    Kernels.softmax(denseZ, denseX);
    assertThat(line(x).data).containsExactly(denseX.data);
    Kernels.addColumnSums(x, row);
    float sum = 0f;
    for (float value : line(row).data) {
      sum += value;
    }
    assertThat(sum).isFinite();
    for (Matrix matrix : new Matrix[] {x, y, z, row}) {
      assertGuarded(matrix);
    }
    Kernels.fill(x, 0f);
    assertThat(line(x).data).containsOnly(0f);
    assertGuarded(x);
  }

  @Test
  void refusesMatricesOfDifferentShapes() {
    Matrix x = new Matrix(2, 3);
    Matrix y = new Matrix(3, 2);
    assertThatThrownBy(() -> Kernels.relu(x, y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3] and [3, 2]");
    assertThatThrownBy(() -> Kernels.multiply(x, x, y))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Kernels.multiply(x, y, x))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Kernels.softmax(x, y)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Kernels.addRow(new Matrix(1, 2), x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 3], found [1, 2]");
    assertThatThrownBy(() -> Kernels.addColumnSums(x, new Matrix(2, 3)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Kernels.dot(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emptyMatricesAreLeftAlone() {
    Matrix none = new Matrix(0, 4);
    Kernels.relu(none, none);
    Kernels.softmax(none, none);
    Kernels.addRow(new Matrix(1, 4), none);
    Kernels.fill(new Matrix(4, 0), 1f);
    Kernels.softmax(new Matrix(4, 0), new Matrix(4, 0));
    Kernels.copy(new Matrix(), new Matrix());
  }

  static Stream<FlatKernels> twins() {
    return FlatKernelsTest.twins();
  }

  @ParameterizedTest
  @MethodSource("twins")
  void softmaxIsAProbabilityPerRow(FlatKernels kernels) {
    for (int columns : new int[] {1, 2, 10, 16, 33, 1000}) {
      Matrix x = gaps(7, columns, columns);
      Matrix y = gaps(7, columns, columns);
      x.set(3, columns - 1, 500f);
      x.set(4, 0, -500f);
      Kernels.softmax(kernels, x, y);
      for (int r = 0; r < 7; r++) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < columns; c++) {
          max = Math.max(max, x.get(r, c));
        }
        double sum = 0.0;
        for (int c = 0; c < columns; c++) {
          sum += Math.exp(x.get(r, c) - max);
        }
        for (int c = 0; c < columns; c++) {
          double expected = Math.exp(x.get(r, c) - max) / sum;
          assertThat((double) y.get(r, c)).isCloseTo(expected, within(1e-6 * expected + 1e-37));
        }
      }
      assertGuarded(y);
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void softmaxInPlaceIsTheSame(FlatKernels kernels) {
    Matrix x = line(gaps(6, 10, 1));
    Matrix y = new Matrix(6, 10);
    Kernels.softmax(kernels, x, y);
    Kernels.softmax(kernels, x, x);
    assertThat(x.data).containsExactly(y.data);
  }

  @Test
  void findsWhatIsNotFinite() {
    float[] x = {1f, -Float.MAX_VALUE, Float.MIN_VALUE};
    assertThat(Kernels.finite(x)).isTrue();
    x[1] = Float.NEGATIVE_INFINITY;
    assertThat(Kernels.finite(x)).isFalse();
    x[1] = Float.NaN;
    assertThat(Kernels.finite(x)).isFalse();
  }

  @Test
  void sumsSquaresOfAStretchInDoublePrecision() {
    float[] x = {5f, 1e7f, 1f, 2f, 3f, 4f, 1f, 1f, 5f};
    assertThat(Kernels.sumOfSquares(x, 1, 8)).isEqualTo(1e14 + 32.0);
    assertThat(Kernels.sumOfSquares(x, 2, 4)).isEqualTo(5.0);
    assertThat(Kernels.sumOfSquares(x, 2, 2)).isZero();
  }

  @Test
  void dotIsInDoublePrecision() {
    float[] x = {1e7f, 1f, -1e7f};
    float[] y = {1e7f, 1f, 1e7f};
    assertThat(Kernels.dot(x, y)).isEqualTo(1.0);
  }
}
