package io.ganglion.job.report;

import io.ganglion.config.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Curves over epochs or times. The legend shows the values of the marked epoch, and those under the
 * pointer where scripts run.
 *
 * @param title what is drawn
 * @param unit beside the title; may be empty
 * @param along what the values of a curve follow
 * @param curves of equal length, at least one
 * @param marked the number of the value to mark; none where it lies outside
 * @param y the scale of the values
 */
record LineChart(String title, String unit, Along along, List<Curve> curves, int marked, Scale y)
    implements Content {
  // From here on a thick line would hide how the values scatter.
  private static final int MANY = 300;

  /**
   * A line of the chart.
   *
   * @param label in the legend
   * @param style a class of the style sheet: {@code training}, {@code holdout}, {@code series-1}, …
   * @param values one after the other; a gap where one is not finite
   */
  record Curve(String label, String style, List<Double> values) {}

  /** A chart over epochs on the scale that shows most of the values. */
  LineChart(String title, int firstEpoch, List<Curve> curves, int marked) {
    this(title, "", Along.epochs(firstEpoch), curves, marked, scale(curves));
  }

  /** The scale that shows most of the values. */
  static Scale scale(List<Curve> curves) {
    return Scale.of(curves.stream().flatMap(curve -> curve.values().stream()).toList());
  }

  @Override
  public void render(Html html) {
    Scale x = along.scale(last());
    html.open("figure", "class", "chart", "data-first", String.valueOf(along.first()));
    html.open("figcaption");
    html.open("h3").open("bdi").text(title).close("bdi");
    String aside = y.logarithmic() ? (unit + " log scale").strip() : unit;
    if (!aside.isEmpty()) {
      html.text(" ").element("small", aside);
    }
    html.close("h3");
    renderLegend(html);
    html.close("figcaption");
    html.content(new Plot(x, y, "", field -> renderField(field, x)));
    html.close("figure");
  }

  private int last() {
    return along.first() + curves.get(0).values().size() - 1;
  }

  private boolean hasMark() {
    return marked >= along.first() && marked <= last();
  }

  private void renderLegend(Html html) {
    int shown = hasMark() ? marked : last();
    html.open("p", "class", "legend");
    html.open("span", "class", "at").text(along.word() + " ");
    html.open(
        "b", "data-names", Json.write(along.names()).strip(), "data-shown", String.valueOf(shown));
    html.text(along.name(shown)).close("b").close("span");
    for (Curve curve : curves) {
      html.text(" ").open("span", "class", "key " + curve.style()).text(curve.label() + " ");
      html.element(
          "b",
          Numbers.figure(curve.values().get(shown - along.first())),
          "data-values",
          joined(curve.values().stream().map(Numbers::figure)),
          "data-heights",
          joined(curve.values().stream().map(this::height)));
      html.close("span");
    }
    html.close("p");
  }

  private static String joined(Stream<String> values) {
    return values.collect(Collectors.joining("|"));
  }

  /** Per cent of the plot's height, from its top; empty for a value that has no place. */
  private String height(double value) {
    return Double.isFinite(value) ? Plot.decimal(100 * (1 - y.position(value))) : "";
  }

  private void renderField(Html html, Scale x) {
    boolean many = curves.get(0).values().size() > MANY;
    Plot.open(html, many ? "lines many" : "lines", description(), y);
    for (Curve curve : curves) {
      html.element("path", "", "class", "curve " + curve.style(), "d", path(curve, x, false));
      String points = path(curve, x, true);
      if (!points.isEmpty()) {
        html.element("path", "", "class", "curve points " + curve.style(), "d", points);
      }
    }
    html.close("svg");
    renderMark(html, x);
  }

  private void renderMark(Html html, Scale x) {
    if (!hasMark()) {
      return;
    }
    String left = "left:" + Plot.percent(x.position(marked));
    String side = x.position(marked) > 0.5 ? "mark before" : "mark after";
    html.open("div", "class", side, "style", left);
    html.element("span", along.word() + " " + along.name(marked) + " kept").close("div");
    for (Curve curve : curves) {
      String top = height(curve.values().get(marked - along.first()));
      if (!top.isEmpty()) {
        html.element(
            "div", "", "class", "dot " + curve.style(), "style", left + ";top:" + top + "%");
      }
    }
  }

  /** The line, begun anew after each gap; or the single values between two gaps, as points. */
  private String path(Curve curve, Scale x, boolean points) {
    StringBuilder path = new StringBuilder();
    List<Double> values = curve.values();
    for (int i = 0; i < values.size(); i++) {
      boolean begins = !finite(values, i - 1);
      boolean single = begins && !finite(values, i + 1);
      if (!finite(values, i) || single != points) {
        continue;
      }
      path.append(begins ? 'M' : 'L').append(Plot.right(x, along.first() + i));
      path.append(' ').append(Plot.down(y, values.get(i)));
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
    return title + " by " + along.word() + ": " + lines;
  }
}
