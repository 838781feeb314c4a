package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both twins, in plain Java and on the Vector API, against double precision. */
class NonlinearKernelsTest {
  private static final int[] LENGTHS = {0, 1, 7, 15, 16, 17, 131, 1024, 1025, 3000};

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1e-30f,
    -1e-30f,
    1e-4f,
    -1e-4f,
    0.5f,
    -0.5f,
    1f,
    -1f,
    5f,
    -5f,
    9f,
    -9f,
    13f,
    -13f,
    14f,
    -14f,
    40f,
    -40f,
    86.7f,
    -86.7f,
    88.8f,
    -88.8f,
    1e9f,
    -1e9f,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NaN
  };

  private static final double ROOT = Math.sqrt(2.0 * Math.PI);

  record Unary(String name, UnaryKernel kernel, DoubleUnaryOperator exact) {}

  record Binary(String name, BinaryKernel kernel, DoubleBinaryOperator exact) {}

  @FunctionalInterface
  interface UnaryKernel {
    void run(NonlinearKernels kernels, float[] x, int xAt, float[] y, int yAt, int n);
  }

  @FunctionalInterface
  interface BinaryKernel {
    void run(
        NonlinearKernels kernels,
        float[] x,
        int xAt,
        float[] y,
        int yAt,
        float[] z,
        int zAt,
        int n);
  }

  private static final List<Unary> UNARY =
      List.of(
          new Unary(
              "leakyRelu",
              (k, x, xAt, y, yAt, n) -> k.leakyRelu(0.25f, x, xAt, y, yAt, n),
              x -> x < 0.0 ? 0.25 * x : x),
          new Unary(
              "elu",
              (k, x, xAt, y, yAt, n) -> k.elu(0.75f, x, xAt, y, yAt, n),
              x -> x > 0.0 ? x : 0.75 * Math.expm1(x)),
          new Unary(
              "softplus",
              NonlinearKernels::softplus,
              x -> Math.max(x, 0.0) + Math.log1p(Math.exp(-Math.abs(x)))),
          new Unary("gelu", NonlinearKernels::gelu, x -> x * distribution(x)));

  private static final List<Binary> BINARY =
      List.of(
          new Binary(
              "leakyReluBackward",
              (k, y, yAt, dy, dyAt, dx, dxAt, n) ->
                  k.leakyReluBackward(0.25f, y, yAt, dy, dyAt, dx, dxAt, n),
              (y, dy) -> y > 0.0 ? dy : 0.25 * dy),
          new Binary(
              "eluBackward",
              (k, y, yAt, dy, dyAt, dx, dxAt, n) ->
                  k.eluBackward(0.75f, y, yAt, dy, dyAt, dx, dxAt, n),
              (y, dy) -> y > 0.0 ? dy : dy * (y + 0.75)),
          new Binary(
              "softplusBackward",
              NonlinearKernels::softplusBackward,
              (y, dy) -> dy * -Math.expm1(-y)),
          new Binary(
              "geluBackward",
              NonlinearKernels::geluBackward,
              (x, dy) -> dy * (distribution(x) + x * Math.exp(-0.5 * x * x) / ROOT)));

  /** The normal distribution by its power series, and beyond 4 by the continued fraction. */
  private static double distribution(double x) {
    double size = Math.abs(x);
    double density = Math.exp(-0.5 * x * x) / ROOT;
    double tail = size;
    if (size > 4.0) {
      for (int k = 200; k > 0; k--) {
        tail = size + k / tail;
      }
      tail = density / tail;
    } else {
      double term = size;
      double sum = 0.0;
      for (int k = 1; k < 200; k++) {
        sum += term;
        term *= x * x / (2 * k + 1);
      }
      tail = 0.5 - density * sum;
    }
    return x > 0.0 ? 1.0 - tail : tail;
  }

  static Stream<NonlinearKernels> twins() {
    return Stream.of(
        new PlainNonlinearKernels(),
        VectorModule.load("VectorNonlinearKernels", NonlinearKernels.class));
  }

  /** Within 1e-6, relative to the greater of value and input; numbers near the least may be 0. */
  private static void assertClose(String what, float found, double exact, double size) {
    boolean same = Double.isNaN(exact) ? Float.isNaN(found) : found == (float) exact;
    if (!same) {
      assertThat(Math.abs(found - exact)).as(what).isLessThanOrEqualTo(1e-6 * size + 2.5e-38);
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void functionsAreExactEverywhere(NonlinearKernels kernels) {
    Random random = new Random(3);
    float[] x = new float[20_003];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (random.nextGaussian() * Math.pow(10.0, random.nextInt(6) - 4));
    }
    System.arraycopy(SPECIAL, 0, x, 0, SPECIAL.length);
    for (Unary unary : UNARY) {
      float[] y = new float[x.length];
      unary.kernel.run(kernels, x, 0, y, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        double exact = unary.exact.applyAsDouble(x[i]);
        assertClose(unary.name + " of " + x[i], y[i], exact, Math.abs(exact) + tiny(x[i]));
      }
    }
  }

  /** Small negative values of softplus and elu keep their digits; those of gelu near −14 do not. */
  private static double tiny(float x) {
    return x < -4f ? 1e-3 : 0.0;
  }

  @ParameterizedTest
  @MethodSource("twins")
  void softplusKeepsTheDigitsOfSmallValues(NonlinearKernels kernels) {
    for (float x = -80f; x < 0f; x += 0.37f) {
      float[] y = {x};
      kernels.softplus(y, 0, y, 0, 1);
      double exact = Math.log1p(Math.exp(x));
      assertThat(Math.abs(y[0] - exact)).as("softplus of %s", x).isLessThan(1e-6 * exact);
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void derivativesAreExactEverywhere(NonlinearKernels kernels) {
    for (Binary binary : BINARY) {
      for (float x : SPECIAL) {
        // The derivatives by y see what their functions give.
        boolean output = !binary.name.startsWith("gelu");
        if (Float.isInfinite(x) || (output && x < -0.75f)) {
          continue;
        }
        float[] dx = {-1.5f};
        binary.kernel.run(kernels, new float[] {x}, 0, dx, 0, dx, 0, 1);
        double exact = binary.exact.applyAsDouble(x, -1.5);
        assertClose(binary.name + " at " + x, dx[0], exact, 1.5);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void kernelsKeepToTheirStretch(NonlinearKernels kernels) {
    for (int n : LENGTHS) {
      float[] x = random(n + 9, n);
      float[] dy = random(n + 9, n + 1);
      float[] before = random(n + 9, n + 2);
      for (Unary unary : UNARY) {
        float[] y = before.clone();
        unary.kernel.run(kernels, x, 2, y, 5, n);
        float[] same = x.clone();
        unary.kernel.run(kernels, same, 2, same, 2, n);
        for (int i = 0; i < y.length; i++) {
          boolean inside = i >= 5 && i < 5 + n;
          double expected = inside ? unary.exact.applyAsDouble(x[i - 3]) : before[i];
          assertClose(unary.name + " " + i + " of " + n, y[i], expected, inside ? 2.0 : 0.0);
          assertThat(!inside || same[i - 3] == y[i]).as("%s in place", unary.name).isTrue();
        }
      }
      for (Binary binary : BINARY) {
        float[] dx = before.clone();
        binary.kernel.run(kernels, x, 2, dy, 3, dx, 5, n);
        float[] same = dy.clone();
        binary.kernel.run(kernels, x, 2, same, 3, same, 3, n);
        for (int i = 0; i < dx.length; i++) {
          boolean inside = i >= 5 && i < 5 + n;
          double expected = inside ? binary.exact.applyAsDouble(x[i - 3], dy[i - 2]) : before[i];
          double size = inside ? Math.abs(dy[i - 2]) * (1.0 + Math.exp(Math.abs(x[i - 3]))) : 0.0;
          assertClose(binary.name + " " + i + " of " + n, dx[i], expected, size);
          assertThat(!inside || same[i - 2] == dx[i]).as("%s in place", binary.name).isTrue();
        }
      }
    }
  }

  /** A value does not depend on whether it came in the middle of a stretch or at its end. */
  @ParameterizedTest
  @MethodSource("twins")
  void valuesDoNotDependOnTheirPlace(NonlinearKernels kernels) {
    float[] x = random(1200, 5);
    float[] dy = random(1200, 6);
    float[] together = new float[x.length];
    float[] alone = new float[x.length];
    for (Unary unary : UNARY) {
      unary.kernel.run(kernels, x, 0, together, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        unary.kernel.run(kernels, x, i, alone, i, 1);
      }
      assertThat(alone).as(unary.name).containsExactly(together);
    }
    for (Binary binary : BINARY) {
      binary.kernel.run(kernels, x, 0, dy, 0, together, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        binary.kernel.run(kernels, x, i, dy, i, alone, i, 1);
      }
      assertThat(alone).as(binary.name).containsExactly(together);
    }
  }

  @Test
  void gapsBetweenRowsAreLeftAlone() {
    Matrix x = Matrix.of(random(15, 1), 3, 5);
    Matrix dy = Matrix.of(random(15, 2), 3, 5);
    Matrix flat = new Matrix(3, 5);
    Matrix wide = new Matrix().point(new float[24], 2, 3, 5, 7);
    List<Runnable> pairs =
        List.of(
            () -> Nonlinear.leakyRelu(0.1f, x, flat),
            () -> Nonlinear.leakyRelu(0.1f, x, wide),
            () -> Nonlinear.leakyReluBackward(0.1f, x, dy, flat),
            () -> Nonlinear.leakyReluBackward(0.1f, x, dy, wide),
            () -> Nonlinear.elu(0.5f, x, flat),
            () -> Nonlinear.elu(0.5f, x, wide),
            () -> Nonlinear.eluBackward(0.5f, x, dy, flat),
            () -> Nonlinear.eluBackward(0.5f, x, dy, wide),
            () -> Nonlinear.softplus(x, flat),
            () -> Nonlinear.softplus(x, wide),
            () -> Nonlinear.softplusBackward(x, dy, flat),
            () -> Nonlinear.softplusBackward(x, dy, wide),
            () -> Nonlinear.gelu(x, flat),
            () -> Nonlinear.gelu(x, wide),
            () -> Nonlinear.geluBackward(x, dy, flat),
            () -> Nonlinear.geluBackward(x, dy, wide),
            () -> Kernels.exp(x, flat),
            () -> Kernels.exp(x, wide));
    for (int i = 0; i < pairs.size(); i += 2) {
      pairs.get(i).run();
      pairs.get(i + 1).run();
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 5; c++) {
          assertThat(wide.get(r, c)).isEqualTo(flat.get(r, c));
        }
        assertThat(wide.data[wide.row(r) + 5]).isZero();
      }
    }
  }

  @Test
  void refusesMatricesOfDifferentShapes() {
    Matrix x = new Matrix(2, 3);
    Matrix y = new Matrix(3, 2);
    assertThatThrownBy(() -> Nonlinear.gelu(x, y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3] and [3, 2]");
  }

  private static float[] random(int n, long seed) {
    Random random = new Random(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }
}
