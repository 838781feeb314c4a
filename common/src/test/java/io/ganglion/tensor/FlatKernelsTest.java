package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both twins, in plain Java and on the Vector API, against double precision. */
class FlatKernelsTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final int[] LENGTHS = {0, 1, 7, 15, 16, 17, 64, 131};

  /** What is at the borders of the number range and of the algorithms. */
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1e-30f,
    -1e-30f,
    1e-4f,
    -1e-4f,
    0.34657f,
    0.34658f,
    0.5f,
    -0.5f,
    1f,
    -1f,
    9.9f,
    -9.9f,
    10.1f,
    -10.1f,
    20f,
    -20f,
    87.3f,
    -87.3f,
    88.7f,
    -88.7f,
    89.1f,
    -89.1f,
    103.9f,
    -103.9f,
    104.1f,
    -104.1f,
    1e9f,
    -1e9f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    INFINITY,
    -INFINITY,
    Float.NaN
  };

  record Unary(String name, UnaryKernel kernel, DoubleUnaryOperator exact) {}

  record Binary(String name, BinaryKernel kernel, DoubleBinaryOperator exact) {}

  @FunctionalInterface
  interface UnaryKernel {
    void run(FlatKernels kernels, float[] x, int xAt, float[] y, int yAt, int n);
  }

  @FunctionalInterface
  interface BinaryKernel {
    void run(
        FlatKernels kernels, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n);
  }

  private static final List<Unary> UNARY =
      List.of(
          new Unary("relu", FlatKernels::relu, x -> Math.max(0.0, x)),
          new Unary("sigmoid", FlatKernels::sigmoid, x -> 1.0 / (1.0 + Math.exp(-x))),
          new Unary("tanh", FlatKernels::tanh, Math::tanh),
          new Unary("exp", FlatKernels::exp, Math::exp));

  private static final List<Binary> BINARY =
      List.of(
          new Binary("multiply", FlatKernels::multiply, (x, y) -> x * y),
          new Binary("reluBackward", FlatKernels::reluBackward, (y, dy) -> y > 0.0 ? dy : 0.0),
          new Binary("sigmoidBackward", FlatKernels::sigmoidBackward, (y, dy) -> dy * y * (1 - y)),
          new Binary("tanhBackward", FlatKernels::tanhBackward, (y, dy) -> dy * (1 - y * y)));

  static Stream<FlatKernels> twins() {
    return Stream.of(new PlainKernels(), VectorModule.load("VectorKernels", FlatKernels.class));
  }

  @ParameterizedTest
  @MethodSource("twins")
  void functionsAreExactEverywhere(FlatKernels kernels) {
    Random random = new Random(3);
    float[] x = new float[100_003];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (random.nextGaussian() * Math.pow(10.0, random.nextInt(7) - 4));
    }
    System.arraycopy(SPECIAL, 0, x, 0, SPECIAL.length);
    for (Unary unary : UNARY) {
      float[] y = new float[x.length];
      unary.kernel.run(kernels, x, 0, y, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        double exact = unary.exact.applyAsDouble(x[i]);
        if (!close(y[i], exact)) {
          assertThat((double) y[i]).as("%s(%s)", unary.name, x[i]).isEqualTo(exact);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void whatIsTooSmallIsPositiveZero(FlatKernels kernels) {
    float[] y = {-1e4f, -INFINITY, -200f};
    kernels.exp(y, 0, y, 0, 3);
    assertThat(y).containsExactly(0f, 0f, 0f);
    float[] x = {-1e4f, -INFINITY, -200f};
    kernels.sigmoid(x, 0, x, 0, 3);
    assertThat(x).containsExactly(0f, 0f, 0f);
  }

  /** Numbers so small may become 0. */
  private static final double SMALL = 2.5e-38;

  /** Within 1e-6 of the exact value, or where the range of floats ends within that. */
  private static boolean close(float found, double exact) {
    if (Double.isNaN(exact)) {
      return Float.isNaN(found);
    }
    if (Math.abs(exact) < SMALL) {
      return Math.abs(found - exact) <= SMALL;
    }
    return found == (float) exact || Math.abs(found - exact) <= 1e-6 * Math.abs(exact);
  }

  @ParameterizedTest
  @MethodSource("twins")
  void unaryKernelsKeepToTheirStretch(FlatKernels kernels) {
    for (Unary unary : UNARY) {
      for (int n : LENGTHS) {
        float[] x = random(n + 9, n);
        float[] y = random(n + 9, n + 1);
        float[] before = y.clone();
        unary.kernel.run(kernels, x, 2, y, 5, n);
        for (int i = 0; i < y.length; i++) {
          boolean inside = i >= 5 && i < 5 + n;
          double expected = inside ? unary.exact.applyAsDouble(x[i - 3]) : before[i];
          assertThat(close(y[i], expected)).as("%s %d of %d", unary.name, i, n).isTrue();
        }
        float[] same = x.clone();
        unary.kernel.run(kernels, same, 2, same, 2, n);
        for (int i = 0; i < n; i++) {
          assertThat(same[2 + i]).as("%s in place", unary.name).isEqualTo(y[5 + i]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void binaryKernelsKeepToTheirStretch(FlatKernels kernels) {
    for (Binary binary : BINARY) {
      for (int n : LENGTHS) {
        float[] x = random(n + 9, n);
        float[] y = random(n + 9, n + 1);
        float[] z = random(n + 9, n + 2);
        float[] before = z.clone();
        binary.kernel.run(kernels, x, 2, y, 3, z, 5, n);
        for (int i = 0; i < z.length; i++) {
          boolean inside = i >= 5 && i < 5 + n;
          double expected = inside ? binary.exact.applyAsDouble(x[i - 3], y[i - 2]) : before[i];
          double size = inside ? (1.0 + x[i - 3] * x[i - 3]) * Math.abs(y[i - 2]) : 0.0;
          assertThat(Math.abs(z[i] - expected))
              .as("%s %d of %d", binary.name, i, n)
              .isLessThanOrEqualTo(1e-6 * size);
        }
        float[] same = y.clone();
        binary.kernel.run(kernels, x, 2, same, 3, same, 3, n);
        for (int i = 0; i < n; i++) {
          assertThat(same[3 + i]).as("%s in place", binary.name).isEqualTo(z[5 + i]);
        }
      }
    }
  }

  /** A value does not depend on whether it came in the middle of a stretch or at its end. */
  @ParameterizedTest
  @MethodSource("twins")
  void valuesDoNotDependOnTheirPlace(FlatKernels kernels) {
    float[] x = random(131, 5);
    for (Unary unary : UNARY) {
      float[] together = new float[x.length];
      unary.kernel.run(kernels, x, 0, together, 0, x.length);
      float[] alone = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        unary.kernel.run(kernels, x, i, alone, i, 1);
      }
      assertThat(alone).as(unary.name).containsExactly(together);
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void reductionsAreInDoublePrecision(FlatKernels kernels) {
    for (int n : new int[] {0, 1, 7, 15, 16, 31, 32, 33, 64, 1_000_003}) {
      float[] x = random(n + 3, n);
      float[] y = random(n + 4, n + 1);
      double sum = 0.0;
      double dot = 0.0;
      float max = -INFINITY;
      for (int i = 0; i < n; i++) {
        sum += x[3 + i];
        dot += (double) x[3 + i] * y[4 + i];
        max = Math.max(max, x[3 + i]);
      }
      assertThat(Math.abs(kernels.sum(x, 3, n) - sum)).as("sum of %d", n).isLessThan(1e-9);
      assertThat(Math.abs(kernels.dot(x, 3, y, 4, n) - dot)).as("dot of %d", n).isLessThan(1e-9);
      assertThat(kernels.max(x, 3, n)).as("max of %d", n).isEqualTo(max);
    }
    float[] x = random(100, 1);
    x[77] = Float.NaN;
    assertThat(kernels.max(x, 0, 100)).isNaN();
  }

  @ParameterizedTest
  @MethodSource("twins")
  void axpyAdds(FlatKernels kernels) {
    for (int n : LENGTHS) {
      float[] x = random(n + 9, n);
      float[] y = random(n + 9, n + 1);
      float[] before = y.clone();
      kernels.axpy(-0.3f, x, 2, y, 5, n);
      for (int i = 0; i < y.length; i++) {
        boolean inside = i >= 5 && i < 5 + n;
        float expected = inside ? before[i] + -0.3f * x[i - 3] : before[i];
        assertThat(y[i]).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void rowKernelsTakeRowByRow(FlatKernels kernels) {
    for (int columns : LENGTHS) {
      for (int rows : new int[] {0, 1, 5}) {
        int stride = columns + 2;
        float[] bias = random(columns + 3, 1);
        float[] y = random(4 + rows * stride, 2);
        float[] added = y.clone();
        kernels.addRow(bias, 3, added, 4, rows, columns, stride);
        float[] positive = y.clone();
        kernels.addRowRelu(bias, 3, positive, 4, rows, columns, stride);
        float[] sums = bias.clone();
        kernels.addColumnSums(y, 4, rows, columns, stride, sums, 3);

        float[] expectedAdded = y.clone();
        float[] expectedPositive = y.clone();
        float[] expectedSums = bias.clone();
        for (int r = 0; r < rows; r++) {
          for (int c = 0; c < columns; c++) {
            int at = 4 + r * stride + c;
            expectedAdded[at] = y[at] + bias[3 + c];
            expectedPositive[at] = Math.max(0f, expectedAdded[at]);
            expectedSums[3 + c] += y[at];
          }
        }
        assertThat(added).containsExactly(expectedAdded);
        assertThat(positive).containsExactly(expectedPositive);
        assertThat(sums).containsExactly(expectedSums);
      }
    }
  }

  private static float[] random(int n, long seed) {
    Random random = new Random(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("twins")
  void seesAnyElementBeyondItsBounds(FlatKernels kernels) {
    for (int n : new int[] {0, 1, 7, 8, 9, 16, 21}) {
      double[] x = new double[n + 1];
      for (int i = 0; i < n; i++) {
        x[i] = -1.5 + i % 3 * 2;
      }
      x[n] = Double.NaN;
      assertThat(kernels.within(x, n, -1.5, 2.5)).as("%d", n).isTrue();
      for (int i = 0; i < n; i++) {
        double value = x[i];
        for (double beyond : new double[] {-1.6, 2.6, Double.NaN}) {
          x[i] = beyond;
          assertThat(kernels.within(x, n, -1.5, 2.5)).as("%d, %s", n, beyond).isFalse();
        }
        x[i] = value;
      }
    }
  }
}
