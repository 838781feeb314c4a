package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both twins, in plain Java and on the Vector API, against sums in whole numbers of any size. */
class PowerKernelsTest {
  private static final int[] WIDTHS = {1, 3, 7, 8, 9, 16, 21, 40};
  private static final int ROWS = 200;
  private static final int PLANES = 6;

  static Stream<PowerKernels> twins() {
    return Stream.of(
        new PlainPowerKernels(), VectorModule.load("VectorPowerKernels", PowerKernels.class));
  }

  /** Rows side by side, some with a hole; the bounds of a column are those that q has. */
  private static double[] rows(int columns, Random random) {
    double[] x = new double[ROWS * columns];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % columns - 2 + 4 * random.nextDouble();
      if (random.nextInt(60) == 0) {
        x[i] = Double.NaN;
      }
    }
    x[0] = -2;
    x[x.length - 1] = columns - 1 + 2;
    return x;
  }

  private static double[] middles(int columns) {
    double[] middle = new double[columns + PowerSums.PADDING];
    for (int c = 0; c < columns; c++) {
      middle[c] = c;
    }
    return middle;
  }

  private static double[] units(int columns) {
    double[] unit = new double[columns + PowerSums.PADDING];
    for (int c = 0; c < columns; c++) {
      unit[c] = 1L << (PowerSums.BITS - 1);
    }
    return unit;
  }

  private static BigInteger power(double value, int c, int shift, int exponent) {
    long q = (long) Math.rint((value - c) * (1L << (PowerSums.BITS - 1)));
    return BigInteger.valueOf(q >> shift).pow(exponent);
  }

  private static BigInteger whole(long[] sums, int stride, int plane, int c) {
    return BigInteger.valueOf(sums[plane * stride + c])
        .shiftLeft(PowerSums.HALF)
        .add(BigInteger.valueOf(sums[(plane + 1) * stride + c]));
  }

  @ParameterizedTest
  @MethodSource("twins")
  void sumsCountsAndPowersOfWhatIsThere(PowerKernels kernels) {
    for (int columns : WIDTHS) {
      double[] x = rows(columns, new Random(columns));
      double[] middle = middles(columns);
      int stride = middle.length;
      long[] sums = new long[PLANES * stride];
      for (int r = 0; r < ROWS; r++) {
        kernels.add(middle, units(columns), sums, 0, x, r * columns, columns);
      }
      for (int c = 0; c < columns; c++) {
        long count = 0;
        BigInteger[] expected = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
        for (int r = 0; r < ROWS; r++) {
          double value = x[r * columns + c];
          if (!Double.isNaN(value)) {
            count++;
            expected[0] = expected[0].add(power(value, c, 0, 1));
            expected[1] = expected[1].add(power(value, c, 0, 2));
            expected[2] = expected[2].add(power(value, c, PowerSums.CUBE_SHIFT, 3));
          }
        }
        assertThat(sums[c]).as("%d columns, count of %d", columns, c).isEqualTo(count);
        assertThat(BigInteger.valueOf(sums[stride + c])).isEqualTo(expected[0]);
        assertThat(whole(sums, stride, 2, c)).isEqualTo(expected[1]);
        assertThat(whole(sums, stride, 4, c)).isEqualTo(expected[2]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void someColumnsLeaveTheOthersAlone(PowerKernels kernels) {
    int columns = 40;
    double[] x = rows(columns, new Random(1));
    double[] middle = middles(columns);
    int stride = middle.length;
    for (int count = 1; count < 25; count++) {
      long[] sums = new long[PLANES * stride];
      kernels.add(middle, units(columns), sums, 3, x, columns + 3, count);
      for (int i = 0; i < sums.length; i++) {
        int c = i % stride;
        if (c < 3 || c >= 3 + count) {
          assertThat(sums[i]).as("%d columns from 3 on, place %d", count, i).isZero();
        }
      }
    }
  }
}
