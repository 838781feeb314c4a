package io.ganglion.job.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Curves over epochs. The lines are an SVG that stretches with the page; ticks and legend are texts
 * around it, so that they keep their size on every screen. The legend shows the values of the
 * marked epoch, and those under the pointer where scripts run.
 *
 * @param title what is drawn
 * @param firstEpoch the epoch of each curve's first value
 * @param curves of equal length, at least one
 * @param marked the epoch to mark; none where it lies outside
 */
record LineChart(String title, int firstEpoch, List<Curve> curves, int marked) implements Content {
  private static final double UNIT = 1000;
  // From here on a thick line would hide how the values scatter.
  private static final int MANY = 300;

  /**
   * A line of the chart.
   *
   * @param label in the legend
   * @param style a class of the style sheet: {@code training} or {@code holdout}
   * @param values one an epoch; a gap where one is not finite
   */
  record Curve(String label, String style, List<Double> values) {}

  @Override
  public void render(Html html) {
    Scale x = Scale.epochs(firstEpoch, lastEpoch());
    Scale y = Scale.of(curves.stream().flatMap(curve -> curve.values().stream()).toList());
    html.open("figure", "class", "chart", "data-first", String.valueOf(firstEpoch));
    html.open("figcaption");
    html.open("h3").open("bdi").text(title).close("bdi");
    if (y.logarithmic()) {
      html.text(" ").element("small", "log scale");
    }
    html.close("h3");
    renderLegend(html, y);
    html.close("figcaption");
    renderPlot(html, x, y);
    html.close("figure");
  }

  private int lastEpoch() {
    return firstEpoch + curves.get(0).values().size() - 1;
  }

  private boolean hasMark() {
    return marked >= firstEpoch && marked <= lastEpoch();
  }

  private void renderLegend(Html html, Scale y) {
    int shown = hasMark() ? marked : lastEpoch();
    html.open("p", "class", "legend");
    html.open("span", "class", "at").text("epoch ");
    html.element("b", Numbers.count(shown), "data-shown", String.valueOf(shown)).close("span");
    for (Curve curve : curves) {
      html.text(" ").open("span", "class", "key " + curve.style()).text(curve.label() + " ");
      html.element(
          "b",
          Numbers.figure(curve.values().get(shown - firstEpoch)),
          "data-values",
          joined(curve.values().stream().map(Numbers::figure)),
          "data-heights",
          joined(curve.values().stream().map(value -> height(value, y))));
      html.close("span");
    }
    html.close("p");
  }

  private static String joined(Stream<String> values) {
    return values.collect(Collectors.joining("|"));
  }

  /** Per cent of the plot's height, from its top; empty for a value that has no place. */
  private static String height(double value, Scale y) {
    return Double.isFinite(value) ? decimal(100 * (1 - y.position(value))) : "";
  }

  private void renderPlot(Html html, Scale x, Scale y) {
    int widest = y.ticks().stream().mapToInt(tick -> tick.label().length()).max().orElse(1);
    html.open("div", "class", "plot", "tabindex", "0", "style", "--axis:" + widest + "ch");
    html.open("div", "class", "y axis", "aria-hidden", "true");
    for (Scale.Tick tick : y.ticks()) {
      String top = decimal(100 * (1 - y.position(tick.value())));
      html.element("span", tick.label(), "style", "top:" + top + "%");
    }
    html.close("div");
    html.open("div", "class", "field");
    renderLines(html, x, y);
    renderMark(html, x, y);
    html.close("div");
    html.open("div", "class", "x axis", "aria-hidden", "true");
    for (Scale.Tick tick : x.ticks()) {
      String left = decimal(100 * x.position(tick.value()));
      html.element("span", tick.label(), "style", "left:" + left + "%");
    }
    html.close("div").close("div");
  }

  private void renderLines(Html html, Scale x, Scale y) {
    html.open(
        "svg",
        "class",
        curves.get(0).values().size() > MANY ? "lines many" : "lines",
        "viewBox",
        "0 0 1000 1000",
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        description());
    StringBuilder grid = new StringBuilder();
    for (Scale.Tick tick : y.ticks()) {
      grid.append("M0 ").append(decimal(UNIT * (1 - y.position(tick.value())))).append("H1000");
    }
    html.element("path", "", "class", "grid", "d", grid.toString());
    for (Curve curve : curves) {
      html.element("path", "", "class", "curve " + curve.style(), "d", path(curve, x, y, false));
      String points = path(curve, x, y, true);
      if (!points.isEmpty()) {
        html.element("path", "", "class", "curve points " + curve.style(), "d", points);
      }
    }
    html.close("svg");
  }

  private void renderMark(Html html, Scale x, Scale y) {
    if (!hasMark()) {
      return;
    }
    String left = "left:" + decimal(100 * x.position(marked)) + "%";
    String side = x.position(marked) > 0.5 ? "mark before" : "mark after";
    html.open("div", "class", side, "style", left);
    html.element("span", "epoch " + Numbers.count(marked) + " kept").close("div");
    for (Curve curve : curves) {
      String top = height(curve.values().get(marked - firstEpoch), y);
      if (!top.isEmpty()) {
        html.element(
            "div", "", "class", "dot " + curve.style(), "style", left + ";top:" + top + "%");
      }
    }
  }

  /** The line, begun anew after each gap; or the single values between two gaps, as points. */
  private String path(Curve curve, Scale x, Scale y, boolean points) {
    StringBuilder path = new StringBuilder();
    List<Double> values = curve.values();
    for (int i = 0; i < values.size(); i++) {
      boolean begins = !finite(values, i - 1);
      boolean single = begins && !finite(values, i + 1);
      if (!finite(values, i) || single != points) {
        continue;
      }
      path.append(begins ? 'M' : 'L').append(decimal(UNIT * x.position(firstEpoch + i)));
      path.append(' ').append(decimal(UNIT * (1 - y.position(values.get(i)))));
      // A line without a length shows as its round end.
      path.append(single ? "h0" : "");
    }
    return path.toString();
  }

  private static boolean finite(List<Double> values, int i) {
    return i >= 0 && i < values.size() && Double.isFinite(values.get(i));
  }

  private String description() {
    String lines =
        curves.stream()
            .map(
                curve ->
                    curve.label()
                        + " from "
                        + Numbers.figure(curve.values().get(0))
                        + " to "
                        + Numbers.figure(curve.values().get(curve.values().size() - 1)))
            .collect(Collectors.joining(", "));
    return title + " by epoch: " + lines;
  }

  private static String decimal(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
