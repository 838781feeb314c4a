package io.ganglion.job.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them: grouped thousands, about four significant digits. */
final class Numbers {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** A count with its thousands grouped: {@code 60,000}. */
  static String count(long count) {
    return minus(String.format(Locale.ROOT, "%,d", count));
  }

  /** A number of any size: {@code 2.531}, {@code 12,345.7} or {@code 1.235 × 10⁻⁷}. */
  static String figure(double value) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    if (value == 0.0) {
      return "0";
    }
    double size = Math.abs(value);
    // What a few digits say exactly needs no zeros behind them.
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    if (size >= 1e7 || size < 1e-4) {
      return scientific(value, Math.min(3, exact.precision() - 1));
    }
    if (value == Math.rint(value)) {
      return count((long) value);
    }
    if (exact.precision() <= 4) {
      return fixed(value, exact.scale());
    }
    int exponent = (int) Math.floor(Math.log10(size));
    return fixed(value, Math.min(7, Math.max(1, 3 - exponent)));
  }

  /** A tick of a linear axis, with the digits that its step needs and no more. */
  static String tick(double value, double step) {
    double size = Math.max(Math.abs(value), step);
    if (size >= 1e7 || step < 1e-5) {
      return value == 0.0 ? "0" : scientific(value, step < 1e-2 * Math.abs(value) ? 3 : 1);
    }
    return fixed(value, digits(step));
  }

  /** A tick of a logarithmic axis: one digit and a power of ten. */
  static String tick(double value) {
    if (value >= 1e6 || value < 1e-4) {
      return scientific(value, 0);
    }
    return fixed(value, digits(value));
  }

  /** A share of a whole: {@code 12.3 %}. */
  static String percent(long part, long whole) {
    return percent((double) part / whole);
  }

  /** A share of 1: {@code 12.3 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * share);
  }

  /** A share of 1 with three digits: {@code 0.123}. */
  static String share(double share) {
    return fixed(share, 3);
  }

  /** A number near 1 with two digits: {@code −0.75}. */
  static String brief(double value) {
    return fixed(value, 2);
  }

  /** A length of time in the two units that matter: {@code 1 min 12 s}. */
  static String duration(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 10) {
      return String.format(Locale.ROOT, seconds < 0.1 ? "%.3f s" : "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return count(whole / 3600) + " h " + whole % 3600 / 60 + " min";
  }

  private static int digits(double step) {
    return (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  }

  private static String fixed(double value, int digits) {
    String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
    return minus(Double.parseDouble(text.replace(",", "")) == 0.0 ? text.replace("-", "") : text);
  }

  private static String scientific(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "e", value);
    int e = text.indexOf('e');
    String mantissa = text.substring(0, e);
    StringBuilder power = new StringBuilder();
    int exponent = Integer.parseInt(text.substring(e + 1));
    if (exponent < 0) {
      power.append('⁻');
    }
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      power.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return minus(mantissa.equals("1") ? "10" + power : mantissa + " × 10" + power);
  }

  private static String notFinite(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return value > 0 ? "∞" : "−∞";
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
