package io.ganglion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.testing.Batches;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Jitter} and {@link TimeMasking} on packed rows. */
class SequenceAugmentationTest {
  private static final int[] LENGTHS = {10, 10, 7, 3, 1};
  private static final Columns COLUMNS =
      new Columns(
              Columns.Kind.STEP,
              3,
              0,
              List.of(4),
              List.of(
                  new Columns.Moments(0.5, 4.0),
                  new Columns.Moments(-0.5, 1.0),
                  new Columns.Moments(0.0, 1.0)))
          .withFlags(1);

  private static Batch ones() {
    Batch batch = new Batch(COLUMNS);
    Batches.pack((Structure.Packed) batch.structure, LENGTHS);
    int rows = batch.rows();
    batch.numeric.point(new float[rows * 3], 0, rows, 3);
    Arrays.fill(batch.numeric.data, 1f);
    batch.ids = new int[rows];
    Arrays.fill(batch.ids, 3);
    return batch;
  }

  @Test
  void jitterIsInDeviationsOfTheColumn() {
    Augmenter jitter = new Jitter(0.1).bind(COLUMNS);
    double[] squares = new double[3];
    int n = 0;
    for (int key = 0; key < 400; key++) {
      Batch batch = ones();
      jitter.apply(batch, key);
      for (int r = 0; r < batch.rows(); r++, n++) {
        for (int c = 0; c < 3; c++) {
          squares[c] += Math.pow(batch.numeric.get(r, c) - 1.0, 2.0);
        }
      }
      assertThat(batch.ids).containsOnly(3);
    }
    assertThat(Math.sqrt(squares[0] / n)).isCloseTo(0.2, within(0.2 * 4.0 / Math.sqrt(2.0 * n)));
    assertThat(Math.sqrt(squares[1] / n)).isCloseTo(0.1, within(0.1 * 4.0 / Math.sqrt(2.0 * n)));
    assertThat(squares[2]).as("flags").isZero();
  }

  @Test
  void oneStretchOfEachSequenceIsHidden() {
    Augmenter masking = new TimeMasking(0.4).bind(COLUMNS);
    int[][] lengths = new int[LENGTHS.length][5];
    int[] hiddenAt = new int[10];
    int n = 2_000;
    for (int key = 0; key < n; key++) {
      Batch batch = ones();
      masking.apply(batch, key);
      Structure.Packed packed = (Structure.Packed) batch.structure;
      for (int b = 0; b < LENGTHS.length; b++) {
        int hidden = 0;
        int begun = 0;
        boolean before = false;
        for (int t = 0; t < LENGTHS[b]; t++) {
          int row = packed.start[t] + b;
          boolean masked = batch.ids[row] == 0;
          assertThat(batch.numeric.get(row, 0)).isEqualTo(masked ? 0.5f : 1f);
          assertThat(batch.numeric.get(row, 1)).isEqualTo(masked ? -0.5f : 1f);
          assertThat(batch.numeric.get(row, 2)).as("a flag").isEqualTo(1f);
          hidden += masked ? 1 : 0;
          begun += masked && !before ? 1 : 0;
          hiddenAt[t] += masked && b == 0 ? 1 : 0;
          before = masked;
        }
        assertThat(begun).isLessThanOrEqualTo(1);
        lengths[b][hidden]++;
      }
    }
    // Of 10 steps 0 to 4, of 7 steps 0 to 2, of 3 steps 0 to 1, and none of 1.
    int[] longest = {4, 4, 2, 1, 0};
    for (int b = 0; b < LENGTHS.length; b++) {
      for (int length = 0; length < 5; length++) {
        double expected = length > longest[b] ? 0.0 : (double) n / (longest[b] + 1);
        assertThat((double) lengths[b][length])
            .isCloseTo(expected, within(4.0 * Math.sqrt(expected)));
      }
    }
    assertThat(hiddenAt).doesNotContain(0);
  }
}
