package io.ganglion.job.report;

import java.util.stream.DoubleStream;

/**
 * Points in a field, and the line on which they would lie if all were well.
 *
 * @param title what is drawn
 * @param below what the lower scale shows
 * @param across the place of each point on the lower scale
 * @param up the place of each point on the left scale
 * @param line on which up equals across, or on which it is 0
 */
record Scatter(String title, String below, double[] across, double[] up, Line line)
    implements Content {
  /** A line for comparison. */
  enum Line {
    EQUAL,
    ZERO
  }

  @Override
  public void render(Html html) {
    Scale x = line == Line.EQUAL ? of(across, up) : of(across);
    Scale y = line == Line.EQUAL ? x : of(up, new double[] {0});
    html.open("figure", "class", "chart").open("figcaption");
    html.open("h3").element("bdi", title).close("h3").close("figcaption");
    html.content(new Plot(x, y, below, field -> renderField(field, x, y)));
    html.close("figure");
  }

  private static Scale of(double[]... values) {
    DoubleStream all = DoubleStream.empty();
    for (double[] some : values) {
      all = DoubleStream.concat(all, DoubleStream.of(some));
    }
    var statistics = all.summaryStatistics();
    return statistics.getCount() == 0
        ? Scale.linear(0, 1)
        : Scale.linear(statistics.getMin(), statistics.getMax());
  }

  private void renderField(Html html, Scale x, Scale y) {
    Plot.open(html, "lines", title + ": " + Numbers.count(across.length) + " points", y);
    double from = line == Line.EQUAL ? x.low() : 0;
    double to = line == Line.EQUAL ? x.high() : 0;
    String ideal = "M0 " + Plot.down(y, from) + "L1000 " + Plot.down(y, to);
    html.element("path", "", "class", "ideal", "d", ideal);
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < across.length; i++) {
      points.append('M').append(Plot.right(x, across[i]));
      // A line without a length shows as its round end.
      points.append(' ').append(Plot.down(y, up[i])).append("h0");
    }
    html.element("path", "", "class", "cloud training", "d", points.toString());
    html.close("svg");
  }
}
