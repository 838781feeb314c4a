package io.ganglion.job.report;

import io.ganglion.train.Calibration;

/** Predicted probabilities against observed shares: a diagram, and a table with the counts. */
record Reliability(Calibration calibration, String meaning) implements Content {
  private static final Scale SHARES = Scale.linear(0, 1);

  @Override
  public void render(Html html) {
    html.open("div", "class", "charts calibration");
    html.open("figure", "class", "chart").open("figcaption");
    html.open("h3").text("Calibration ");
    String error = Numbers.figure(calibration.error());
    html.element("small", "expected calibration error " + error).close("h3").close("figcaption");
    html.content(new Plot(SHARES, SHARES, meaning, this::renderField)).close("figure");
    Table table = Table.of("Probability", "#Count", "#Predicted", "#Observed");
    for (int bin = 0; bin < Calibration.BINS; bin++) {
      boolean empty = calibration.rows(bin) == 0;
      table.row(
          Content.text(bin == 0 ? "0 to 0.1" : "0." + bin + " to " + end(bin)),
          Content.text(Numbers.count(calibration.rows(bin))),
          Content.text(empty ? "" : Numbers.share(calibration.predicted(bin))),
          Content.text(empty ? "" : Numbers.share(calibration.observed(bin))));
    }
    html.content(table).close("div");
  }

  private static String end(int bin) {
    return bin + 1 == Calibration.BINS ? "1" : "0." + (bin + 1);
  }

  private void renderField(Html html) {
    Plot.open(html, "lines", "Observed shares by predicted probability", SHARES);
    html.element("path", "", "class", "ideal", "d", "M0 1000L1000 0");
    StringBuilder line = new StringBuilder();
    StringBuilder points = new StringBuilder();
    for (int bin = 0; bin < Calibration.BINS; bin++) {
      if (calibration.rows(bin) > 0) {
        String place =
            Plot.right(SHARES, calibration.predicted(bin))
                + " "
                + Plot.down(SHARES, calibration.observed(bin));
        line.append(line.isEmpty() ? 'M' : 'L').append(place);
        points.append('M').append(place).append("h0");
      }
    }
    html.element("path", "", "class", "curve training", "d", line.toString());
    html.element("path", "", "class", "curve points training", "d", points.toString());
    html.close("svg");
  }
}
