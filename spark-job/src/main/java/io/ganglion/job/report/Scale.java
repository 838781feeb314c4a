package io.ganglion.job.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis: what part of the numbers it shows, and where its ticks stand.
 *
 * @param low the value at position 0
 * @param high the value at position 1, above low
 * @param logarithmic whether equal ratios take equal lengths; then low is above 0
 * @param ticks ascending, within low and high
 */
record Scale(double low, double high, boolean logarithmic, List<Tick> ticks) {
  private static final int WANTED_TICKS = 5;
  private static final int MOST_TICKS = 7;
  // Beyond it, spans would overflow.
  private static final double LIMIT = 1e300;

  /** A value on the axis and its label. */
  record Tick(double value, String label) {}

  Scale {
    ticks = List.copyOf(ticks);
  }

  /**
   * The scale for some values. It is logarithmic where a linear one would press most of the values
   * flat: all of them above 0, the largest at least ten times the smallest, and half of them within
   * the lowest tenth of the range.
   *
   * @param values those that are not finite are left out
   */
  static Scale of(List<Double> values) {
    List<Double> sorted =
        values.stream()
            .filter(Double::isFinite)
            .map(value -> Math.max(-LIMIT, Math.min(LIMIT, value)))
            .sorted()
            .toList();
    if (sorted.isEmpty()) {
      return linear(0, 1);
    }
    double min = sorted.get(0);
    double max = sorted.get(sorted.size() - 1);
    double median = sorted.get(sorted.size() / 2);
    boolean pressed = min > 0 && max >= 10 * min && median - min < 0.1 * (max - min);
    return pressed ? logarithmic(min, max) : linear(min, max);
  }

  /** A linear scale that begins and ends at a round number. */
  static Scale linear(double min, double max) {
    double span = max - min;
    if (span <= 1e-9 * Math.max(Math.abs(min), Math.abs(max))) {
      // A constant: room on both sides of it.
      double room = min == 0 ? 1 : 0.1 * Math.abs(min);
      return linear(min - room, max + room);
    }
    double step = roundStep(span / WANTED_TICKS);
    long first = Math.round(Math.floor(min / step + 1e-9));
    long last = Math.round(Math.ceil(max / step - 1e-9));
    List<Tick> ticks = new ArrayList<>();
    for (long k = first; k <= last; k++) {
      ticks.add(new Tick(k * step, Numbers.tick(k * step, step)));
    }
    return new Scale(first * step, last * step, false, ticks);
  }

  /** A logarithmic scale with ticks at powers of ten, and at 2 and 5 where there is room. */
  static Scale logarithmic(double min, double max) {
    double room = Math.pow(max / min, 0.04);
    double low = min / room;
    double high = max * room;
    List<Tick> ticks = logarithmicTicks(low, high, 1, new int[] {1, 2, 5});
    for (int decades = 1; ticks.size() > MOST_TICKS; decades++) {
      ticks = logarithmicTicks(low, high, decades, new int[] {1});
    }
    return new Scale(low, high, true, ticks);
  }

  /** A logarithmic scale for values above 0; of some that are not, {@link #of}. */
  static Scale ofRatios(List<Double> values) {
    List<Double> finite = values.stream().filter(Double::isFinite).toList();
    double min = finite.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double max = finite.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return min > 1 / LIMIT && max >= 2 * min && max < LIMIT ? logarithmic(min, max) : of(values);
  }

  /** The scale of epochs: whole numbers, from edge to edge. */
  static Scale epochs(int first, int last) {
    if (first >= last) {
      return new Scale(
          first - 1.0, first + 1.0, false, List.of(new Tick(first, Numbers.count(first))));
    }
    long step = (long) Math.max(1, roundStep((last - first) / (double) WANTED_TICKS));
    List<Tick> ticks = new ArrayList<>();
    ticks.add(new Tick(first, Numbers.count(first)));
    for (long epoch = (first / step + 1) * step; epoch <= last; epoch += step) {
      // The first epoch has its label already; the next one needs room beside it.
      if (step == 1 || epoch - first >= 0.4 * step) {
        ticks.add(new Tick(epoch, Numbers.count(epoch)));
      }
    }
    return new Scale(first, last, false, ticks);
  }

  /** Where a value stands: 0 at the low end, 1 at the high end. */
  double position(double value) {
    if (logarithmic) {
      return Math.log(value / low) / Math.log(high / low);
    }
    return (value - low) / (high - low);
  }

  private static List<Tick> logarithmicTicks(
      double low, double high, int decades, int[] mantissas) {
    List<Tick> ticks = new ArrayList<>();
    int from = Math.floorDiv((int) Math.floor(Math.log10(low)), decades) * decades;
    for (int exponent = from; exponent <= Math.log10(high); exponent += decades) {
      for (int mantissa : mantissas) {
        double value = Double.parseDouble(mantissa + "e" + exponent);
        if (value >= low && value <= high) {
          ticks.add(new Tick(value, Numbers.tick(value)));
        }
      }
    }
    return ticks;
  }

  /** The smallest of 1, 2, 5 times a power of ten that is at least {@code step}. */
  private static double roundStep(double step) {
    int exponent = (int) Math.floor(Math.log10(step));
    for (int mantissa : new int[] {1, 2, 5}) {
      double candidate = Double.parseDouble(mantissa + "e" + exponent);
      if (candidate >= step * (1 - 1e-9)) {
        return candidate;
      }
    }
    return Double.parseDouble("1e" + (exponent + 1));
  }
}
