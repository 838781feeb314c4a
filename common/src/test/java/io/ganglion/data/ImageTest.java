package io.ganglion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTest {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;

  private static Image image(int channels) {
    return new Image(HEIGHT, WIDTH, channels, 2, 20.0, 0.2);
  }

  /** A pixel, 0 outside. */
  private static float pixel(float[] x, int channels, int row, int column, int channel) {
    boolean inside = row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH;
    return inside ? x[(row * WIDTH + column) * channels + channel] : 0f;
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, -2", "-3, 2", "4, 6", "5, 0", "0, 9", "-9, -9"})
  void shiftsCopyWholePixels(int down, int right) {
    for (int channels : new int[] {1, 3}) {
      float[] x = Vectors.normal(HEIGHT * WIDTH * channels, 1);
      float[] framed = new float[x.length + 2];
      System.arraycopy(x, 0, framed, 1, x.length);
      new ShiftedImages(image(channels)).shift(framed, 1, down, right);
      for (int i = 0; i < x.length; i++) {
        int row = i / channels / WIDTH;
        int column = i / channels % WIDTH;
        assertThat(framed[1 + i])
            .isEqualTo(pixel(x, channels, row - down, column - right, i % channels));
      }
      assertThat(framed[0]).isZero();
      assertThat(framed[x.length + 1]).isZero();
    }
  }

  @Test
  void shiftsAreUniform() {
    Image spec = new Image(9, 9, 1, 2, 0.0, 0.0);
    Columns columns = Columns.numeric(81);
    int rows = 5_000;
    Batch batch = new Batch(columns);
    ((Structure.Independent) batch.structure).rows = rows;
    batch.numeric.point(new float[rows * 81], 0, rows, 81);
    for (int r = 0; r < rows; r++) {
      batch.numeric.set(r, 40, 1f);
    }
    spec.bind(columns).apply(batch, 1);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < rows * 81; i++) {
      if (batch.numeric.data[i] != 0f) {
        counts.merge(i % 81, 1, Integer::sum);
      }
    }
    assertThat(counts).hasSize(25);
    counts.forEach(
        (place, count) -> {
          assertThat(place / 9).isBetween(2, 6);
          assertThat(place % 9).isBetween(2, 6);
          assertThat(count).isBetween(200 - 4 * 14, 200 + 4 * 14);
        });
  }

  private static float[] warped(
      float[] x, int channels, double angle, double factor, double down, double right) {
    float[] y = x.clone();
    new WarpedImages(image(channels)).warp(y, 0, angle, factor, down, right);
    return y;
  }

  @Test
  void noChangeKeepsTheBits() {
    for (int channels : new int[] {1, 3}) {
      float[] x = Vectors.normal(HEIGHT * WIDTH * channels, 2);
      assertThat(warped(x, channels, 0.0, 1.0, 0.0, 0.0)).isEqualTo(x);
    }
  }

  @Test
  void aWholeShiftIsTheCopy() {
    float[] x = Vectors.normal(HEIGHT * WIDTH, 3);
    float[] copied = x.clone();
    new ShiftedImages(image(1)).shift(copied, 0, -2, 1);
    assertThat(warped(x, 1, 0.0, 1.0, -2.0, 1.0)).isEqualTo(copied);
  }

  @Test
  void aHalfTurnReverses() {
    float[] x = Vectors.normal(HEIGHT * WIDTH, 4);
    float[] turned = warped(x, 1, Math.PI, 1.0, 0.0, 0.0);
    for (int i = 0; i < x.length; i++) {
      assertThat(turned[i]).isCloseTo(x[x.length - 1 - i], within(1e-5f));
    }
  }

  /** Against a plain form of the formula, in double. */
  @ParameterizedTest
  @CsvSource({"0.3, 1, 0, 0", "0, 1.2, 0, 0", "0, 0.8, 0.5, -1.25", "-0.4, 1.1, -1.5, 0.75"})
  void mapsByOneBilinearInterpolation(double angle, double factor, double down, double right) {
    for (int channels : new int[] {1, 2}) {
      float[] x = Vectors.normal(HEIGHT * WIDTH * channels, 5);
      float[] y = warped(x, channels, angle, factor, down, right);
      for (int i = 0; i < y.length; i++) {
        int row = i / channels / WIDTH;
        int column = i / channels % WIDTH;
        double dy = row - 2.0 - down;
        double dx = column - 3.0 - right;
        double sy = (Math.cos(angle) * dy - Math.sin(angle) * dx) / factor + 2.0;
        double sx = (Math.sin(angle) * dy + Math.cos(angle) * dx) / factor + 3.0;
        int top = (int) Math.floor(sy);
        int left = (int) Math.floor(sx);
        double expected = 0.0;
        for (int v = 0; v < 2; v++) {
          for (int h = 0; h < 2; h++) {
            double weight = (v == 0 ? 1 - (sy - top) : sy - top);
            weight *= (h == 0 ? 1 - (sx - left) : sx - left);
            expected += weight * pixel(x, channels, top + v, left + h, i % channels);
          }
        }
        assertThat((double) y[i]).isCloseTo(expected, within(1e-5));
      }
    }
  }

  /** A bright disc in the middle of a row stays near it, and turns and factors vary over rows. */
  @Test
  void drawsStayWithinTheirBounds() {
    Image spec = new Image(21, 21, 1, 3, 10.0, 0.1);
    Columns columns = Columns.numeric(441);
    int rows = 500;
    Batch batch = new Batch(columns);
    ((Structure.Independent) batch.structure).rows = rows;
    batch.numeric.point(new float[rows * 441], 0, rows, 441);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < 441; i++) {
        double distance = Math.hypot(i / 21 - 10, i % 21 - 10);
        batch.numeric.set(r, i, (float) Math.max(0.0, 5.0 - distance));
      }
    }
    double mass = sum(batch.numeric.data, 0);
    spec.bind(columns).apply(batch, 1);
    double least = Double.POSITIVE_INFINITY;
    double most = 0.0;
    double farthest = 0.0;
    for (int r = 0; r < rows; r++) {
      double share = sum(batch.numeric.data, r) / mass;
      least = Math.min(least, share);
      most = Math.max(most, share);
      double down = 0.0;
      for (int i = 0; i < 441; i++) {
        down += batch.numeric.get(r, i) * (i / 21 - 10) / (share * mass);
      }
      farthest = Math.max(farthest, Math.abs(down));
    }
    assertThat(least).isBetween(0.8, 0.84);
    assertThat(most).isBetween(1.17, 1.22);
    assertThat(farthest).isBetween(2.9, 3.05);
  }

  private static double sum(float[] data, int row) {
    double sum = 0.0;
    for (float value : Arrays.copyOfRange(data, row * 441, (row + 1) * 441)) {
      sum += value;
    }
    return sum;
  }
}
