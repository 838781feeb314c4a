package io.ganglion.job.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Points in a field, and the line on which they would lie if all were well.
 *
 * @param title what is drawn
 * @param below what the lower scale shows
 * @param points in any order
 * @param line on which up equals across, or on which it is 0
 */
record Scatter(String title, String below, List<Point> points, Line line) implements Content {
  /**
   * A point.
   *
   * @param across its place on the lower scale
   * @param up its place on the left scale
   */
  record Point(double across, double up) {}

  /** A line for comparison. */
  enum Line {
    EQUAL,
    ZERO
  }

  @Override
  public void render(Html html) {
    DoubleSummaryStatistics across = new DoubleSummaryStatistics();
    DoubleSummaryStatistics up = new DoubleSummaryStatistics();
    for (Point point : points) {
      across.accept(point.across());
      up.accept(point.up());
    }
    if (line == Line.EQUAL) {
      across.combine(up);
    } else {
      up.accept(0);
    }
    Scale x = scale(across);
    Scale y = line == Line.EQUAL ? x : scale(up);
    html.open("figure", "class", "chart").open("figcaption");
    html.open("h3").element("bdi", title).close("h3").close("figcaption");
    html.content(new Plot(x, y, below, field -> renderField(field, x, y)));
    html.close("figure");
  }

  private static Scale scale(DoubleSummaryStatistics values) {
    return values.getCount() == 0
        ? Scale.linear(0, 1)
        : Scale.linear(values.getMin(), values.getMax());
  }

  private void renderField(Html html, Scale x, Scale y) {
    Plot.open(html, "lines", title + ": " + Numbers.count(points.size()) + " points", y);
    double from = line == Line.EQUAL ? x.low() : 0;
    double to = line == Line.EQUAL ? x.high() : 0;
    String ideal = "M0 " + Plot.down(y, from) + "L1000 " + Plot.down(y, to);
    html.element("path", "", "class", "ideal", "d", ideal);
    StringBuilder cloud = new StringBuilder();
    for (Point point : points) {
      cloud.append('M').append(Plot.right(x, point.across()));
      // A line without a length shows as its round end.
      cloud.append(' ').append(Plot.down(y, point.up())).append("h0");
    }
    html.element("path", "", "class", "cloud training", "d", cloud.toString());
    html.close("svg");
  }
}
