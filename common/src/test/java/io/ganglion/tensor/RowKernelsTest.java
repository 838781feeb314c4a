package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both twins, in plain Java and on the Vector API, against the sums element by element. */
class RowKernelsTest {
  private static final int[] WIDTHS = {1, 3, 8, 15, 16, 17, 32, 37};
  private static final int AT = 5;
  private static final int HEIGHT = 11;

  /** The second row comes twice, and the first and the last are not looked at. */
  private static final int[] ROWS = {9, 4, 1, 10, 4, 0, 7};

  private static final int FROM = 1;
  private static final int TO = 6;
  private static final float[] SCALE = {9f, 0.3f, -1.7f, 1f, 0.1f, 0.7f, 9f};

  private final Random random = new Random(5);

  static Stream<RowKernels> twins() {
    return Stream.of(
        new PlainRowKernels(), VectorModule.load("VectorRowKernels", RowKernels.class));
  }

  private float[] normal(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("twins")
  void addsRowsInTheirOrder(RowKernels kernels) {
    for (int width : WIDTHS) {
      float[] table = normal(AT + HEIGHT * width);
      float[] y = normal(width + 4);
      float[] expected = y.clone();
      for (int k = FROM; k < TO; k++) {
        for (int i = 0; i < width; i++) {
          expected[2 + i] += SCALE[k] * table[AT + ROWS[k] * width + i];
        }
      }
      kernels.addRows(SCALE, ROWS, FROM, TO, table, AT, width, y, 2);
      assertThat(y).as("width %d", width).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void addsToRowsInTheirOrder(RowKernels kernels) {
    for (int width : WIDTHS) {
      float[] table = normal(AT + HEIGHT * width);
      float[] x = normal(width + 4);
      float[] expected = table.clone();
      for (int k = FROM; k < TO; k++) {
        for (int i = 0; i < width; i++) {
          expected[AT + ROWS[k] * width + i] += SCALE[k] * x[2 + i];
        }
      }
      kernels.addToRows(SCALE, ROWS, FROM, TO, x, 2, table, AT, width);
      assertThat(table).as("width %d", width).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void takesRowsAndPutsThemBack(RowKernels kernels) {
    for (int width : WIDTHS) {
      float[] table = normal(AT + HEIGHT * width);
      float[] side = normal((TO - FROM) * width + 1);
      float last = side[side.length - 1];
      kernels.gather(table, AT, width, ROWS, FROM, TO, side);
      for (int k = FROM; k < TO; k++) {
        for (int i = 0; i < width; i++) {
          assertThat(side[(k - FROM) * width + i]).isEqualTo(table[AT + ROWS[k] * width + i]);
        }
      }
      assertThat(side[side.length - 1]).isEqualTo(last);

      float[] empty = new float[table.length];
      float[] expected = new float[table.length];
      for (int k = FROM; k < TO; k++) {
        int at = AT + ROWS[k] * width;
        System.arraycopy(table, at, expected, at, width);
      }
      kernels.scatter(side, empty, AT, width, ROWS, FROM, TO);
      assertThat(empty).as("width %d", width).isEqualTo(expected);
    }
  }
}
