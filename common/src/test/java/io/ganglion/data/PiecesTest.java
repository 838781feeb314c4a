package io.ganglion.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.loss.Loss;
import io.ganglion.testing.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PiecesTest {
  private static final Columns COLUMNS =
      new Columns(Columns.Kind.STEP, 3, 5, List.of(4, 2), List.of());

  private static Batch batch(Loss.Target kind) {
    Batch batch = Batches.of(COLUMNS, 8);
    Batches.targets(batch.targets, kind, batch.rows(), 3, true, 9);
    return batch;
  }

  private static float[] row(Batch batch, int r) {
    List<Float> values = new ArrayList<>();
    for (int c = 0; c < batch.numeric.columns; c++) {
      values.add(batch.numeric.get(r, c));
    }
    for (int c = 0; c < batch.idColumns; c++) {
      values.add((float) batch.ids[r * batch.idColumns + c]);
    }
    for (int k = batch.sparse.start[r]; k < batch.sparse.start[r + 1]; k++) {
      values.add((float) batch.sparse.index[k]);
      values.add(batch.sparse.value[k]);
    }
    values.add(batch.targets.weights[r]);
    if (batch.targets.classes != null) {
      values.add((float) batch.targets.classes[r]);
    } else {
      for (int c = 0; c < batch.targets.values.columns; c++) {
        values.add(batch.targets.values.get(r, c));
      }
    }
    float[] row = new float[values.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(i);
    }
    return row;
  }

  @ParameterizedTest
  @EnumSource
  void piecesHoldTheRowsOfTheBatchInOrder(Loss.Target kind) {
    for (int length = 1; length <= 5; length++) {
      Batch whole = batch(kind);
      Structure.Packed all = (Structure.Packed) whole.structure;
      Pieces pieces = new Pieces(COLUMNS, length);
      for (int time = 0; time < 2; time++) {
        pieces.cut(whole);
        int step = 0;
        for (Batch piece = pieces.next(); piece != null; piece = pieces.next()) {
          Structure.Packed packed = (Structure.Packed) piece.structure;
          assertThat(packed.continues).isEqualTo(step > 0);
          assertThat(packed.steps).isEqualTo(Math.min(length, all.steps - step));
          assertThat(packed.examples).isEqualTo(all.active[step]);
          assertThat(piece.targets.rows).isEqualTo(piece.rows());
          for (int t = 0; t < packed.steps; t++) {
            assertThat(packed.active[t]).isEqualTo(all.active[step + t]);
            for (int b = 0; b < packed.active[t]; b++) {
              float[] expected = row(whole, all.start[step + t] + b);
              assertThat(row(piece, packed.start[t] + b)).isEqualTo(expected);
            }
          }
          step += packed.steps;
        }
        assertThat(step).isEqualTo(all.steps);
      }
    }
  }

  @Test
  void sharedTargetsAreCutToo() {
    Batch whole = batch(Loss.Target.CLASS);
    int rows = whole.rows();
    whole.targets.others = new int[rows];
    whole.targets.shares = new float[rows];
    for (int r = 0; r < rows; r++) {
      whole.targets.others[r] = r;
      whole.targets.shares[r] = 0.5f + r / 100f;
    }
    Pieces pieces = new Pieces(COLUMNS, 2);
    pieces.cut(whole);
    int first = pieces.next().rows();
    Targets second = pieces.next().targets;
    assertThat(Arrays.copyOf(second.others, second.rows))
        .isEqualTo(Arrays.copyOfRange(whole.targets.others, first, rows));
    assertThat(Arrays.copyOf(second.shares, second.rows))
        .isEqualTo(Arrays.copyOfRange(whole.targets.shares, first, rows));
  }
}
