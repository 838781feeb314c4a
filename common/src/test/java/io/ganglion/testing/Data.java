package io.ganglion.testing;

import io.ganglion.data.Block;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;

/** Generated rows for tests. */
public final class Data {
  private Data() {}

  /** {@code y = sin(x₀) + x₁ x₂ + 0.1 noise} with the given number of columns, at least 3. */
  public static Block regression(int rows, int columns, long seed) {
    float[] x = new float[rows * columns];
    float[] y = new float[rows];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        x[r * columns + c] = (float) Seeds.normal(seed, (long) r * columns + c);
      }
      int at = r * columns;
      y[r] = (float) (Math.sin(x[at]) + x[at + 1] * x[at + 2] + 0.1 * Seeds.normal(seed, -1L - r));
    }
    return Block.builder(rows).numeric(x, columns).values(y, 1).build();
  }

  /** Shards of one block each, with the given numbers of rows. */
  public static List<List<Block>> regressionShards(int columns, long seed, int... rows) {
    List<List<Block>> shards = new ArrayList<>();
    for (int s = 0; s < rows.length; s++) {
      shards.add(List.of(regression(rows[s], columns, Seeds.derive(seed, s))));
    }
    return shards;
  }
}
