package io.ganglion.job.report;

import io.ganglion.data.NumericColumn;
import java.util.Locale;

/**
 * A small bar in a table's cell.
 *
 * @param from where the filled part begins, of 0 to 1
 * @param to where it ends
 * @param tick a place to mark; NaN for none
 */
record RangeBar(double from, double to, double tick) implements Content {
  /** The mean and one deviation on each side of it, between the smallest and the largest value. */
  static Content of(NumericColumn column) {
    double span = column.maximum() - column.minimum();
    if (!(span > 0) || Double.isInfinite(span)) {
      return Content.text("");
    }
    double mean = (column.mean() - column.minimum()) / span;
    double deviation = Math.sqrt(column.variance()) / span;
    return new RangeBar(Math.max(0, mean - deviation), Math.min(1, mean + deviation), mean);
  }

  @Override
  public void render(Html html) {
    html.open("div", "class", "bar", "aria-hidden", "true");
    html.element("i", "", "style", "left:" + percent(from) + ";width:" + percent(to - from));
    if (!Double.isNaN(tick)) {
      html.element("b", "", "style", "left:" + percent(tick));
    }
    html.close("div");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
