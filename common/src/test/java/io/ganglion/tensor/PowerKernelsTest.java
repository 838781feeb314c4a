package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both twins, in plain Java and on the Vector API, against sums in whole numbers of any size. */
class PowerKernelsTest {
  private static final int[] COUNTS = {0, 1, 3, 7, 8, 9, 16, 21, 200};
  private static final double MIDDLE = 3.5;
  private static final double UNIT = 1L << (PowerSums.BITS - 1);
  private static final int SUMS = 6;

  static Stream<PowerKernels> twins() {
    return Stream.of(
        new PlainPowerKernels(), VectorModule.load("VectorPowerKernels", PowerKernels.class));
  }

  /** Values from the least to the greatest that q has bits for, some of them missing. */
  private static double[] values(int count, Random random) {
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = random.nextInt(30) == 0 ? Double.NaN : MIDDLE - 2 + 4 * random.nextDouble();
    }
    if (count > 1) {
      x[0] = MIDDLE - 2;
      x[count - 1] = MIDDLE + 2;
    }
    return x;
  }

  private static BigInteger power(double value, int shift, int exponent) {
    long q = (long) Math.rint((value - MIDDLE) * UNIT);
    return BigInteger.valueOf(q >> shift).pow(exponent);
  }

  private static BigInteger whole(long high, long low) {
    return BigInteger.valueOf(high).shiftLeft(PowerSums.HALF).add(BigInteger.valueOf(low));
  }

  @ParameterizedTest
  @MethodSource("twins")
  void sumsCountsAndPowersOfWhatIsThere(PowerKernels kernels) {
    for (int count : COUNTS) {
      double[] x = Arrays.copyOf(values(count, new Random(count)), count + 9);
      boolean[] chosen = new boolean[x.length];
      for (int i = 0; i < x.length; i++) {
        chosen[i] = i % 5 != 1;
      }
      long[] sums = new long[SUMS + 2];
      kernels.add(MIDDLE, UNIT, x, chosen, 0, count / 2, sums, 1);
      kernels.add(MIDDLE, UNIT, x, chosen, count / 2, count, sums, 1);
      long there = 0;
      BigInteger[] expected = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
      for (int i = 0; i < count; i++) {
        if (chosen[i] && !Double.isNaN(x[i])) {
          there++;
          expected[0] = expected[0].add(power(x[i], 0, 1));
          expected[1] = expected[1].add(power(x[i], 0, 2));
          expected[2] = expected[2].add(power(x[i], PowerSums.CUBE_SHIFT, 3));
        }
      }
      assertThat(sums[1]).as("%d values", count).isEqualTo(there);
      assertThat(BigInteger.valueOf(sums[2])).isEqualTo(expected[0]);
      assertThat(whole(sums[3], sums[4])).isEqualTo(expected[1]);
      assertThat(whole(sums[5], sums[6])).isEqualTo(expected[2]);
      assertThat(sums[0]).isZero();
      assertThat(sums[SUMS + 1]).isZero();
    }
  }
}
