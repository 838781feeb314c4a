package io.ganglion.data;

import io.ganglion.config.Section;
import io.ganglion.tensor.Seeds;

/**
 * Moves, turns and scales an image that a row holds, by one affine map and one bilinear
 * interpolation; what comes in from outside is 0. The numeric columns in their order are its
 * pixels, row by row, the channels of a pixel side by side. Each row draws a map of its own: {@code
 * shift} pixels at most along each axis, {@code rotation} degrees at most about the middle, and a
 * factor within {@code 1 ± scale}, all uniform. Shifts alone are by whole pixels.
 *
 * <p>Source: Simard, Steinkraus &amp; Platt 2003, "Best practices for convolutional neural networks
 * applied to visual document analysis", section 2.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels of a pixel
 * @param shift in pixels, at least 0
 * @param rotation in degrees, from 0 to 180
 * @param scale from 0 to below 1
 */
public record Image(int height, int width, int channels, int shift, double rotation, double scale)
    implements Augmentation {
  private static final double MOST_DEGREES = 180.0;

  static Image read(Section section) {
    Image image =
        new Image(
            section.integer("height", 1),
            section.integer("width", 1),
            section.integer("channels", 1, 1),
            section.integer("shift", 0, 0),
            section.number("rotation", 0.0, 0.0, Math.nextUp(MOST_DEGREES)),
            section.number("scale", 0.0, 0.0, 1.0));
    if (!section.has("shift") && !section.has("rotation") && !section.has("scale")) {
      section.problem("shift", "expected at least one of shift, rotation and scale, found none");
    }
    return image;
  }

  @Override
  public String kind() {
    return "image";
  }

  @Override
  public Augmenter bind(Columns columns) {
    Augmentations.require(this, columns, Columns.Kind.EXAMPLE);
    long pixels = (long) height * width * channels;
    if (columns.numbers() != pixels) {
      throw new AugmentationException(
          this,
          String.format(
              "expected %d numeric columns (height %d × width %d × channels %d), found %d: set"
                  + " height and width to those of the images, or name their columns in"
                  + " data.features",
              pixels, height, width, channels, columns.numbers()));
    }
    boolean whole = rotation == 0.0 && scale == 0.0;
    return whole ? new ShiftedImages(this) : new WarpedImages(this);
  }

  /** A uniform whole number within {@code ± shift}. */
  int wholeShift(long bits) {
    return Seeds.below(2 * shift + 1, bits) - shift;
  }
}
