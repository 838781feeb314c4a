package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormalsTest {
  private static final int N = 400_000;

  private static float[] draw(int n, long key) {
    float[] x = new float[n];
    Normals.fill(x, 0, n, 0f, 1f, key);
    return x;
  }

  @Test
  void momentsAndTailsAreNormal() {
    float[] x = draw(N, 7);
    double[] moments = new double[5];
    int[] beyond = new int[4];
    for (float z : x) {
      for (int k = 1; k < 5; k++) {
        moments[k] += Math.pow(z, k) / N;
      }
      for (int deviations = 1; deviations < 4; deviations++) {
        beyond[deviations] += Math.abs(z) > deviations ? 1 : 0;
      }
    }
    // Four deviations of each estimate.
    assertThat(moments[1]).isCloseTo(0.0, within(4.0 / Math.sqrt(N)));
    assertThat(moments[2]).isCloseTo(1.0, within(4.0 * Math.sqrt(2.0 / N)));
    assertThat(moments[3]).isCloseTo(0.0, within(4.0 * Math.sqrt(15.0 / N)));
    assertThat(moments[4]).isCloseTo(3.0, within(4.0 * Math.sqrt(96.0 / N)));
    double[] shares = {0.0, 0.317311, 0.045500, 0.002700};
    for (int k = 1; k < 4; k++) {
      double deviation = Math.sqrt(shares[k] / N);
      assertThat((double) beyond[k] / N).isCloseTo(shares[k], within(4.0 * deviation));
    }
  }

  /** The distance of Kolmogorov and Smirnov from the distribution function. */
  @Test
  void theDistributionIsNormal() {
    float[] x = draw(N, 8);
    Arrays.sort(x);
    double distance = 0.0;
    for (int i = 0; i < N; i++) {
      double expected = MillsRatio.distribution(x[i], MillsRatio.density(x[i]));
      distance = Math.max(distance, Math.abs(expected - (i + 0.5) / N));
    }
    // The bound at a level of one in a thousand is 1.95 / √n.
    assertThat(distance).isLessThan(1.95 / Math.sqrt(N));
  }

  @Test
  void neighboursAreIndependent() {
    float[] x = draw(N, 9);
    for (int distance = 1; distance <= 8; distance++) {
      double products = 0.0;
      double squares = 0.0;
      for (int i = distance; i < N; i++) {
        products += x[i] * x[i - distance];
        squares += (x[i] * x[i] - 1.0) * (x[i - distance] * x[i - distance] - 1.0);
      }
      assertThat(products / N).isCloseTo(0.0, within(4.0 / Math.sqrt(N)));
      assertThat(squares / N).isCloseTo(0.0, within(8.0 / Math.sqrt(N)));
    }
  }

  @Test
  void aNumberBelongsToKeyAndPlace() {
    float[] all = draw(11, 3);
    for (int n = 0; n < 11; n++) {
      float[] x = new float[n + 2];
      Normals.fill(x, 1, n, 2f, 0.5f, 3);
      for (int i = 0; i < n; i++) {
        assertThat(x[1 + i]).isEqualTo(2f + 0.5f * all[i]);
      }
      assertThat(x[0]).isZero();
      assertThat(x[n + 1]).isZero();
    }
    assertThat(draw(11, 4)).isNotEqualTo(all);
  }

  @Test
  void allBitsAreUsed() {
    assertThat(Normals.of(0)).isEqualTo(-Normals.of(1 << 15)).isBetween(4.2f, 4.4f);
    assertThat(Normals.of((1 << 15) - 1)).isBetween(0f, 1e-4f);
    assertThat(Normals.of(-1L << 16)).isEqualTo(Normals.of(0));
  }
}
