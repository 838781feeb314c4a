package io.ganglion.bench;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/** Draws accuracies by the number of merges, on a logarithmic axis. */
final class CommunicationPlot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;

  /** The lowest accuracy that is drawn. */
  private static final double FLOOR = 0.94;

  private static final String[] COLORS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555"
  };

  private final StringBuilder svg = new StringBuilder();
  private final double decades;
  private final double top;

  private CommunicationPlot(double decades, double top) {
    this.decades = decades;
    this.top = top;
  }

  /** The curves by name, each an accuracy by merges. */
  static String svg(Map<String, NavigableMap<Long, Double>> curves) {
    double most = curves.values().stream().mapToLong(NavigableMap::lastKey).max().orElse(1);
    double best =
        curves.values().stream()
            .flatMap(curve -> curve.values().stream())
            .max(Double::compare)
            .orElse(1.0);
    CommunicationPlot plot =
        new CommunicationPlot(
            Math.max(1.0, Math.ceil(Math.log10(most))), Math.ceil(200 * best) / 200);
    plot.frame();
    int number = 0;
    for (Map.Entry<String, NavigableMap<Long, Double>> curve : curves.entrySet()) {
      plot.curve(number++, curve.getKey(), curve.getValue());
    }
    return plot.svg.append("</svg>\n").toString();
  }

  private double x(double merges) {
    return LEFT + (WIDTH - LEFT - RIGHT) * Math.log10(merges) / decades;
  }

  private double y(double accuracy) {
    double share = (Math.max(FLOOR, accuracy) - FLOOR) / (top - FLOOR);
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share;
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void frame() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-size=\"13\""
            + " font-family=\"sans-serif\"><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>",
        WIDTH, HEIGHT);
    for (int d = 0; d <= decades; d++) {
      line(x(Math.pow(10, d)), TOP, x(Math.pow(10, d)), HEIGHT - BOTTOM);
      text(x(Math.pow(10, d)), HEIGHT - BOTTOM + 18, "middle", "%,d", (long) Math.pow(10, d));
    }
    for (double a = FLOOR; a < top + 1e-9; a += 0.01) {
      line(LEFT, y(a), WIDTH - RIGHT, y(a));
      text(LEFT - 8, y(a) + 4, "end", "%.0f %%", 100 * a);
    }
    text((WIDTH + LEFT) / 2.0, HEIGHT - 10, "middle", "merges over the cluster");
    text(LEFT + 6, TOP + 12, "start", "test accuracy");
  }

  private void line(double x1, double y1, double x2, double y2) {
    add("<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#ddd\"/>", x1, y1, x2, y2);
  }

  private void text(double x, double y, String anchor, String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values).replace("&", "&amp;");
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x, y, anchor, text.replace("<", "&lt;"));
  }

  private void curve(int number, String name, NavigableMap<Long, Double> accuracies) {
    String color = COLORS[number % COLORS.length];
    StringBuilder path = new StringBuilder();
    accuracies.forEach(
        (merges, accuracy) ->
            path.append(
                String.format(
                    Locale.ROOT,
                    "%s%.1f %.1f",
                    path.isEmpty() ? "M" : "L",
                    x(merges),
                    y(accuracy))));
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, color);
    double at = HEIGHT - BOTTOM - 14.0 - 18 * number;
    add("<rect x=\"%d\" y=\"%.1f\" width=\"14\" height=\"4\" fill=\"%s\"/>", LEFT + 204, at, color);
    text(LEFT + 224, at + 6, "start", "%s", name);
  }
}
