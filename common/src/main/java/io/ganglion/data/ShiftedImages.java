package io.ganglion.data;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;

/** {@link Image} by whole pixels, which are copied. */
final class ShiftedImages implements Augmenter {
  private final Image spec;
  private final float[] copy;

  ShiftedImages(Image spec) {
    this.spec = spec;
    this.copy = new float[spec.height() * spec.width() * spec.channels()];
  }

  @Override
  public void apply(Batch batch, long key) {
    Matrix x = batch.numeric;
    for (int r = 0; r < x.rows; r++) {
      long own = Seeds.derive(key, r);
      shift(
          x.data,
          x.row(r),
          spec.wholeShift(Seeds.bits(own, 0)),
          spec.wholeShift(Seeds.bits(own, 1)));
    }
  }

  /** Moves the image at {@code at} by so many pixels down and to the right. */
  void shift(float[] data, int at, int down, int right) {
    System.arraycopy(data, at, copy, 0, copy.length);
    Arrays.fill(data, at, at + copy.length, 0f);
    int line = spec.width() * spec.channels();
    int columns = spec.width() - Math.abs(right);
    if (columns <= 0) {
      return;
    }
    int to = Math.max(0, right) * spec.channels();
    int from = Math.max(0, -right) * spec.channels();
    for (int y = Math.max(0, down); y < Math.min(spec.height(), spec.height() + down); y++) {
      System.arraycopy(
          copy, (y - down) * line + from, data, at + y * line + to, columns * spec.channels());
    }
  }
}
