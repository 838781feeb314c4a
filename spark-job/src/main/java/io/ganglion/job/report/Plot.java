package io.ganglion.job.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The field of a chart with a scale on its left and one below it. What is drawn is an SVG that
 * stretches with the page; ticks are texts around it, so that they keep their size on every screen.
 *
 * @param below what the lower scale shows; may be empty
 * @param field draws into the field
 */
record Plot(Scale x, Scale y, String below, Content field) implements Content {
  private static final double UNIT = 1000;

  /** The most letters that labels below a narrow field may have. */
  static final int LETTERS = 36;

  @Override
  public void render(Html html) {
    int widest = y.ticks().stream().mapToInt(tick -> tick.label().length()).max().orElse(1);
    html.open("div", "class", "plot", "tabindex", "0", "style", "--axis:" + widest + "ch");
    html.open("div", "class", "y axis", "aria-hidden", "true");
    for (Scale.Tick tick : y.ticks()) {
      html.element("span", tick.label(), "style", "top:" + percent(1 - y.position(tick.value())));
    }
    html.close("div");
    html.open("div", "class", "field").content(field).close("div");
    html.open("div", "class", "x axis", "aria-hidden", "true");
    for (Scale.Tick tick : thinned(x.ticks())) {
      html.element("span", tick.label(), "style", "left:" + percent(x.position(tick.value())));
    }
    html.close("div");
    if (!below.isEmpty()) {
      html.open("p", "class", "below").element("bdi", below).close("p");
    }
    html.close("div");
  }

  private static List<Scale.Tick> thinned(List<Scale.Tick> ticks) {
    int letters = ticks.stream().mapToInt(tick -> tick.label().length() + 2).sum();
    int step = (letters + LETTERS - 1) / LETTERS;
    List<Scale.Tick> kept = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i += Math.max(1, step)) {
      kept.add(ticks.get(i));
    }
    return kept;
  }

  /** Opens the picture, to be closed as {@code svg}, and draws the lines of the left scale. */
  static void open(Html html, String style, String description, Scale y) {
    html.open(
        "svg",
        "class",
        style,
        "viewBox",
        "0 0 1000 1000",
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        description);
    StringBuilder grid = new StringBuilder();
    for (Scale.Tick tick : y.ticks()) {
      grid.append("M0 ").append(down(y, tick.value())).append("H1000");
    }
    html.element("path", "", "class", "grid", "d", grid.toString());
  }

  /** How far right of the left edge a value stands, in units of the picture. */
  static String right(Scale x, double value) {
    return decimal(UNIT * x.position(value));
  }

  /** How far below the upper edge a value stands, in units of the picture. */
  static String down(Scale y, double value) {
    return decimal(UNIT * (1 - y.position(value)));
  }

  /** A share of the field. */
  static String percent(double share) {
    return decimal(100 * share) + "%";
  }

  static String decimal(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
