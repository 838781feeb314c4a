package io.ganglion.data;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Normals;
import io.ganglion.tensor.Seeds;

/** Adds normal noise of a deviation of its own to each column of numbers. */
final class ColumnNoise implements Augmenter {
  private final float[] deviations;
  private final float[] noise;

  /**
   * Noise for numeric columns.
   *
   * @param deviation in units of each column's deviation in the training rows; 1 where none is
   *     known
   */
  ColumnNoise(double deviation, Columns columns) {
    this.deviations = new float[columns.numbers()];
    this.noise = new float[deviations.length];
    for (int c = 0; c < deviations.length; c++) {
      double variance =
          columns.statistics().isEmpty() ? 1.0 : columns.statistics().get(c).variance();
      deviations[c] = (float) (deviation * Math.sqrt(variance));
    }
  }

  @Override
  public void apply(Batch batch, long key) {
    Matrix x = batch.numeric;
    for (int r = 0; r < x.rows; r++) {
      Normals.fill(noise, 0, noise.length, 0f, 1f, Seeds.derive(key, r));
      int row = x.row(r);
      for (int c = 0; c < noise.length; c++) {
        x.data[row + c] += deviations[c] * noise[c];
      }
    }
  }
}
