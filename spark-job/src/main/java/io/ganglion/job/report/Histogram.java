package io.ganglion.job.report;

import io.ganglion.train.NumberAssessment;
import io.ganglion.train.ResidualHistogram;

/**
 * How often which residual comes up. Bars are as wide as a power of two; residuals of more than
 * four times the root mean square are added to the outermost bars.
 */
record Histogram(NumberAssessment found) implements Content {
  private static final double FAR = 4;
  private static final int MOST_BARS = 48;

  @Override
  public void render(Html html) {
    ResidualHistogram bins = found.residuals();
    int joined = 1;
    double reach = Math.max(FAR * found.rootMeanSquare(), bins.width());
    while (2 * reach / (joined * bins.width()) > MOST_BARS) {
      joined *= 2;
    }
    double width = joined * bins.width();
    int side = (int) Math.max(1, Math.ceil(reach / width));
    double[] bars = new double[2 * side];
    double beyond = 0;
    for (int bin = -ResidualHistogram.HALF; bin < ResidualHistogram.HALF; bin++) {
      int bar = Math.floorDiv(bin, joined);
      beyond += bar < -side || bar >= side ? bins.weight(bin) : 0;
      bars[side + Math.max(-side, Math.min(side - 1, bar))] += bins.weight(bin);
    }
    render(html, bars, width, beyond);
  }

  private static void render(Html html, double[] bars, double width, double beyond) {
    double most = 0;
    for (double bar : bars) {
      most = Math.max(most, bar);
    }
    double reach = width * bars.length / 2;
    Scale round = Scale.linear(-reach, reach);
    // The field ends where the bars do, so that none is cut.
    Scale x =
        new Scale(
            -reach,
            reach,
            false,
            round.ticks().stream().filter(tick -> Math.abs(tick.value()) <= reach).toList());
    Scale y = Scale.linear(0, Math.max(most, Double.MIN_NORMAL));
    html.open("figure", "class", "chart").open("figcaption");
    html.element("h3", "Residuals, how many each").close("figcaption");
    String below =
        "truth less prediction"
            + (beyond > 0 ? "; the outermost bars hold " + Numbers.figure(beyond) + " beyond" : "");
    html.content(new Plot(x, y, below, field -> renderBars(field, bars, width, x, y)));
    html.close("figure");
  }

  private static void renderBars(Html html, double[] bars, double width, Scale x, Scale y) {
    Plot.open(html, "lines", "Histogram of residuals", y);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < bars.length; i++) {
      if (bars[i] > 0) {
        double from = x.low() + i * width;
        path.append('M').append(Plot.right(x, from)).append(" 1000V").append(Plot.down(y, bars[i]));
        path.append('H').append(Plot.right(x, from + width)).append("V1000Z");
      }
    }
    html.element("path", "", "class", "bars training", "d", path.toString());
    String zero = Plot.right(x, 0);
    html.element("path", "", "class", "ideal", "d", "M" + zero + " 0V1000");
    html.close("svg");
  }
}
