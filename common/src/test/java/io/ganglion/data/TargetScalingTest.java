package io.ganglion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.tensor.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TargetScalingTest {
  private static Matrix matrix(int columns, float... values) {
    Matrix matrix = new Matrix();
    matrix.point(values, 0, values.length / columns, columns);
    return matrix;
  }

  @Test
  void restoresDifferencesAndLogarithms() {
    Matrix base = matrix(2, 10, 20, 30, 40);
    Matrix x = matrix(2, 0, 1, -1, 2);
    Matrix y = matrix(2, 0, 0, 0, 0);
    List<Double> means = List.of(1.0, 2.0);
    List<Double> deviations = List.of(3.0, 4.0);
    new TargetScaling(means, deviations).restore(x, base, y);
    assertThat(y.data).containsExactly(11, 26, 28, 50);
    new TargetScaling(means, deviations).restore(x, new Matrix(), y);
    assertThat(y.data).containsExactly(1, 6, -2, 10);
    TargetScaling.NONE.restore(x, base, y);
    assertThat(y.data).containsExactly(10, 21, 29, 42);
    Matrix logarithms = matrix(2, 0, 0, 0.5f, 1);
    new TargetScaling(means, deviations, true).restore(x, logarithms, y);
    double[] expected = {Math.exp(1), Math.exp(6), Math.exp(-1.5), Math.exp(11)};
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) y.data[i]).isCloseTo(expected[i], within(1e-6 * expected[i]));
    }
  }

  @Test
  void aBatchBringsEachTargetItsBase() {
    Block block =
        Block.builder(3)
            .numeric(new float[] {1, 2, 3, 4, 5, 6}, 1)
            .values(new float[] {10, 11, 20, 21, 30, 31}, 2)
            .base(new float[] {100, 110, 200, 210, 300, 310})
            .rowStart(new int[] {0, 1, 4, 6})
            .build();
    Batch batch =
        new Batch(
            new Columns(
                Columns.Kind.STEP, 1, 0, List.of(), List.of(new Columns.Moments(0.0, 1.0))));
    Batcher batcher = Batcher.inOrder(List.of(block).iterator(), 3);
    assertThat(batcher.next(batch)).isTrue();
    // The longest sequence comes first.
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 2; c++) {
        assertThat(batch.targets.base.get(r, c)).isEqualTo(10 * batch.targets.values.get(r, c));
      }
    }
    assertThat(batch.targets.base.get(0, 0)).isEqualTo(200);
  }
}
