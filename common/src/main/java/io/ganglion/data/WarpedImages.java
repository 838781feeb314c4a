package io.ganglion.data;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;

/**
 * {@link Image} by an affine map: the value at a place p is the one at {@code M (p − middle −
 * shift) + middle} in the image as it was, with M the inverse of the turn and the factor.
 */
final class WarpedImages implements Augmenter {
  private static final int FRACTION = 32;
  private static final float UNIT = 1f / (1L << FRACTION);

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
    double along = StrictMath.cos(angle) / factor;
    double across = StrictMath.sin(angle) / factor;
    double middleY = 0.5 * (height - 1);
    double middleX = 0.5 * (width - 1);
    double dx = -middleX - right;
    long stepY = fixed(-across);
    long stepX = fixed(along);
    long lastY = fixed(height + 1.0);
    long lastX = fixed(width + 1.0);
    int to = at;
    for (int y = 0; y < height; y++) {
      double dy = y - middleY - down;
      // In the frame, whose first pixel is at −1.
      long placeY = fixed(along * dy - across * dx + middleY + 1.0);
      long placeX = fixed(across * dy + along * dx + middleX + 1.0);
      for (int x = 0; x < width; x++) {
        long sy = Math.max(0, Math.min(lastY, placeY));
        long sx = Math.max(0, Math.min(lastX, placeX));
        int top = Math.min((int) (sy >> FRACTION), height);
        int left = Math.min((int) (sx >> FRACTION), width);
        float below = (sy - ((long) top << FRACTION)) * UNIT;
        float beside = (sx - ((long) left << FRACTION)) * UNIT;
        int from = top * line + left * channels;
        for (int c = 0; c < channels; c++) {
          float upper = between(from, from + channels, beside);
          float lower = between(from + line, from + line + channels, beside);
          data[to++] = upper + below * (lower - upper);
          from++;
        }
        placeY += stepY;
        placeX += stepX;
      }
    }
  }

  private float between(int i, int j, float share) {
    return framed[i] + share * (framed[j] - framed[i]);
  }

  /**
   * A place with {@link #FRACTION} binary digits after the point, which moves on without rounding.
   */
  private static long fixed(double place) {
    return Math.round(place * (1L << FRACTION));
  }
}
