package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every backend against a product in double precision. */
class BlasTest {
  private static final List<int[]> SHAPES =
      List.of(
          shape(1, 1, 1),
          shape(1, 1, 7),
          shape(1, 64, 16),
          shape(16, 1, 64),
          shape(16, 64, 1),
          shape(5, 3, 2),
          shape(6, 32, 8),
          shape(7, 33, 9),
          shape(16, 64, 13),
          shape(64, 13, 16),
          shape(31, 29, 37),
          shape(128, 10, 50),
          shape(3, 1031, 5),
          shape(149, 67, 257),
          shape(1, 257, 301),
          shape(257, 1, 301),
          shape(301, 257, 1));

  private static int[] shape(int m, int n, int k) {
    return new int[] {m, n, k};
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithDoublePrecision(Backend backend) throws IOException {
    Sgemm sgemm = backend.sgemm();
    Random random = new Random(7);
    for (int[] shape : SHAPES) {
      for (int gap : new int[] {0, 3}) {
        for (int transposes = 0; transposes < 4; transposes++) {
          boolean transposeA = (transposes & 1) != 0;
          boolean transposeB = (transposes & 2) != 0;
          check(sgemm, transposeA, transposeB, shape, gap, 1f, 0f, random);
          check(sgemm, transposeA, transposeB, shape, gap, 1f, 1f, random);
          check(sgemm, transposeA, transposeB, shape, gap, -0.5f, 0.75f, random);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesOnLargeProducts(Backend backend) throws IOException {
    Sgemm sgemm = backend.sgemm();
    Random random = new Random(8);
    check(sgemm, false, true, shape(128, 512, 784), 0, 1f, 0f, random);
    check(sgemm, true, false, shape(300, 521, 128), 1, 1f, 1f, random);
    check(sgemm, false, false, shape(160, 1100, 530), 0, 2f, 0f, random);
  }

  private static void check(
      Sgemm sgemm,
      boolean transposeA,
      boolean transposeB,
      int[] shape,
      int gap,
      float alpha,
      float beta,
      Random random) {
    int m = shape[0];
    int n = shape[1];
    int k = shape[2];
    Matrix a = transposeA ? random(k, m, gap, random) : random(m, k, gap, random);
    Matrix b = transposeB ? random(n, k, gap, random) : random(k, n, gap, random);
    Matrix c = random(m, n, gap, random);
    float[] before = c.data.clone();
    if (beta == 0f) {
      fillView(c, Float.NaN);
    }

    Blas.gemm(sgemm, transposeA, transposeB, alpha, a, b, beta, c);

    String what =
        Arrays.toString(shape) + " gap " + gap + " " + transposeA + transposeB + alpha + beta;
    boolean[] written = new boolean[before.length];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int at = c.row(i) + j;
        written[at] = true;
        double sum = 0.0;
        double size = 1.0;
        for (int p = 0; p < k; p++) {
          double x = transposeA ? a.get(p, i) : a.get(i, p);
          double y = transposeB ? b.get(j, p) : b.get(p, j);
          sum += x * y;
          size += Math.abs(x * y);
        }
        double expected = alpha * sum + (beta == 0f ? 0.0 : beta * (double) before[at]);
        // Rounding grows with the square root of the depth, hardly ever to four times that.
        double tolerance = 4.0 * Math.ulp(1f) * size * Math.max(1.0, Math.sqrt(k) / 4.0);
        if (!(Math.abs(c.data[at] - expected) <= tolerance)) {
          assertThat((double) c.data[at]).as(what).isCloseTo(expected, within(tolerance));
        }
      }
    }
    for (int i = 0; i < before.length; i++) {
      if (!written[i] && c.data[i] != before[i]) {
        assertThat(c.data[i]).as("%s beside the view", what).isEqualTo(before[i]);
      }
    }
  }

  private static Matrix random(int rows, int columns, int gap, Random random) {
    float[] data = new float[gap + rows * (columns + gap) + gap];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextFloat() * 2f - 1f;
    }
    return new Matrix().point(data, gap, rows, columns, columns + gap);
  }

  private static void fillView(Matrix x, float value) {
    for (int r = 0; r < x.rows; r++) {
      for (int c = 0; c < x.columns; c++) {
        x.set(r, c, value);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void emptySumScalesAndEmptyProductDoesNothing(Backend backend) throws IOException {
    Sgemm sgemm = backend.sgemm();
    Matrix c = Matrix.of(new float[] {1f, 2f, Float.NaN, 4f}, 2, 2);

    Blas.gemm(sgemm, false, false, 1f, new Matrix(2, 0), new Matrix(0, 2), 1f, c);
    assertThat(c.data).containsExactly(1f, 2f, Float.NaN, 4f);
    Blas.gemm(sgemm, false, false, 1f, new Matrix(2, 0), new Matrix(0, 2), 3f, c);
    assertThat(c.data).containsExactly(3f, 6f, Float.NaN, 12f);
    Blas.gemm(sgemm, false, false, 1f, new Matrix(2, 0), new Matrix(0, 2), 0f, c);
    assertThat(c.data).containsExactly(0f, 0f, 0f, 0f);
    Blas.gemm(sgemm, true, true, 1f, new Matrix(3, 0), new Matrix(5, 3), 0f, new Matrix(0, 5));
    Blas.gemm(sgemm, false, true, 1f, new Matrix(4, 3), new Matrix(0, 3), 1f, new Matrix(4, 0));
  }

  @ParameterizedTest
  @EnumSource
  void aSingleRowMayHaveAnyStride(Backend backend) throws IOException {
    Matrix row = new Matrix().point(new float[] {1f, 2f, 3f}, 0, 1, 3, 0);
    Matrix column = new Matrix().point(new float[] {4f, 5f, 6f}, 0, 3, 1, 1);
    Matrix c = new Matrix().point(new float[9], 0, 3, 3, 3);
    Blas.gemm(backend.sgemm(), true, true, 1f, row, column, 0f, c);
    assertThat(c.data).containsExactly(4f, 5f, 6f, 8f, 10f, 12f, 12f, 15f, 18f);
  }

  @ParameterizedTest
  @EnumSource
  void isNotFinishedByNotANumber(Backend backend) throws IOException {
    Matrix a = new Matrix(8, 40);
    Matrix b = new Matrix(40, 40);
    a.set(3, 39, Float.NaN);
    Matrix c = new Matrix(8, 40);
    Blas.gemm(backend.sgemm(), false, false, 1f, a, b, 0f, c);
    assertThat(c.get(3, 0)).isNaN();
    assertThat(c.get(3, 39)).isNaN();
    assertThat(c.get(2, 0)).isZero();
  }

  @Test
  void namesShapesThatDoNotFit() {
    assertThatThrownBy(
            () ->
                Blas.gemm(
                    true, false, 1f, new Matrix(4, 3), new Matrix(5, 2), 0f, new Matrix(3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a transposed [4, 3], b [5, 2], c [3, 2]");
  }

  @Test
  void hasAName() {
    assertThat(Blas.name()).isNotBlank();
  }
}
