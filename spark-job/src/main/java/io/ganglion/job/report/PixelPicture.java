package io.ganglion.job.report;

import io.ganglion.train.ColumnImportance;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Columns that are the pixels of a square image, as that image: the darker, the more they mean. */
final class PixelPicture implements Content {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d+)");
  private static final int SMALLEST = 8;

  private final List<ColumnImportance> pixels;
  private final int side;

  private PixelPicture(List<ColumnImportance> pixels, int side) {
    this.pixels = pixels;
    this.side = side;
  }

  /** The picture, if the columns are a square number and counted through: pixel_0, pixel_1, … */
  static Optional<PixelPicture> of(List<ColumnImportance> columns) {
    int side = (int) Math.round(Math.sqrt(columns.size()));
    if (side < SMALLEST || side * side != columns.size()) {
      return Optional.empty();
    }
    Matcher first = NUMBERED.matcher(columns.get(0).column());
    if (!first.matches() || first.group(2).length() > 6) {
      return Optional.empty();
    }
    int start = Integer.parseInt(first.group(2));
    for (int i = 0; i < columns.size(); i++) {
      Matcher name = NUMBERED.matcher(columns.get(i).column());
      boolean next =
          name.matches()
              && name.group(1).equals(first.group(1))
              && name.group(2).equals(String.valueOf(start + i));
      if (!next) {
        return Optional.empty();
      }
    }
    return Optional.of(new PixelPicture(columns, side));
  }

  @Override
  public void render(Html html) {
    double most = pixels.stream().mapToDouble(ColumnImportance::increase).max().orElse(0);
    html.open("figure", "class", "pixels");
    String box = "0 0 " + side + " " + side;
    html.open(
        "svg", "viewBox", box, "role", "img", "aria-label", "The columns as an image of pixels");
    for (int i = 0; i < pixels.size() && most > 0; i++) {
      double share = Math.max(0, pixels.get(i).increase()) / most;
      if (share >= 0.005) {
        html.element(
            "rect",
            "",
            "x",
            String.valueOf(i % side),
            "y",
            String.valueOf(i / side),
            "width",
            "1",
            "height",
            "1",
            "fill-opacity",
            String.valueOf(Math.round(100 * share) / 100.0));
      }
    }
    html.close("svg");
    html.element("figcaption", "The columns as an image: the stronger a pixel, the more it means.");
    html.close("figure");
  }
}
