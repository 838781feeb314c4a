package io.ganglion.data;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;

/**
 * {@link Image} by an affine map: the value at a place p is the one at {@code M (p − middle −
 * shift) + middle} in the image as it was, with M the inverse of the turn and the factor.
 */
final class WarpedImages implements Augmenter {
  private final Image spec;

  /** The image as it was, in a frame of zeros: a place outside is drawn back to the frame. */
  private final float[] framed;

  private final int line;

  WarpedImages(Image spec) {
    this.spec = spec;
    this.line = (spec.width() + 2) * spec.channels();
    this.framed = new float[(spec.height() + 2) * line];
  }

  @Override
  public void apply(Batch batch, long key) {
    Matrix x = batch.numeric;
    for (int r = 0; r < x.rows; r++) {
      long own = Seeds.derive(key, r);
      double angle = Math.toRadians(spec.rotation() * within(own, 2));
      double factor = 1.0 + spec.scale() * within(own, 3);
      double down = spec.shift() * within(own, 0);
      double right = spec.shift() * within(own, 1);
      warp(x.data, x.row(r), angle, factor, down, right);
    }
  }

  /** A uniform number within ±1. */
  private static double within(long key, int counter) {
    return 2.0 * Seeds.uniform(key, counter) - 1.0;
  }

  /** Replaces the image at {@code at} by itself turned, scaled and moved. */
  void warp(float[] data, int at, double angle, double factor, double down, double right) {
    int height = spec.height();
    int width = spec.width();
    int channels = spec.channels();
    for (int y = 0; y < height; y++) {
      int from = at + y * width * channels;
      System.arraycopy(data, from, framed, (y + 1) * line + channels, width * channels);
    }
    // The strict functions, so that the bits are the same on every machine.
    float along = (float) (StrictMath.cos(angle) / factor);
    float across = (float) (StrictMath.sin(angle) / factor);
    float middleY = 0.5f * (height - 1);
    float middleX = 0.5f * (width - 1);
    int to = at;
    for (int y = 0; y < height; y++) {
      float dy = y - middleY - (float) down;
      float dx = -middleX - (float) right;
      // In the frame, whose first pixel is at −1.
      float fromY = along * dy - across * dx + middleY + 1f;
      float fromX = across * dy + along * dx + middleX + 1f;
      for (int x = 0; x < width; x++) {
        float sy = Math.max(0f, Math.min(height + 1f, fromY - across * x));
        float sx = Math.max(0f, Math.min(width + 1f, fromX + along * x));
        int top = Math.min((int) sy, height);
        int left = Math.min((int) sx, width);
        interpolate(data, to, top * line + left * channels, sy - top, sx - left);
        to += channels;
      }
    }
  }

  private void interpolate(float[] data, int to, int from, float below, float beside) {
    int channels = spec.channels();
    for (int c = 0; c < channels; c++) {
      int at = from + c;
      float upper = framed[at] + beside * (framed[at + channels] - framed[at]);
      int under = at + line;
      float lower = framed[under] + beside * (framed[under + channels] - framed[under]);
      data[to + c] = upper + below * (lower - upper);
    }
  }
}
