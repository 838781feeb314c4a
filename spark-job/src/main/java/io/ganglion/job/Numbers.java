package io.ganglion.job;

import java.util.Locale;

/** Numbers as people read them on a terminal. */
final class Numbers {
  private Numbers() {}

  /** Four significant digits: 0.01235, 12.35, 1.235e+06. */
  static String brief(double x) {
    double size = Math.abs(x);
    if (!Double.isFinite(x) || x == 0.0) {
      return x == 0.0 ? "0" : String.valueOf(x);
    }
    if (size < 1e-4 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.3e", x);
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + Math.min(decimals, 6) + "f", x);
  }

  /** A count with separators: 60,000. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A count of things whose plural ends in s: 1 feature, 13 features. */
  static String counted(long n, String thing) {
    return count(n) + " " + thing + (n == 1 ? "" : "s");
  }

  /** A number of bytes: 512 B, 1.9 KB, 240 MB, 4.0 GB. */
  static String bytes(long n) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    double size = n;
    int unit = 0;
    while (size >= 999.5 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit > 0 && size < 9.95 ? "%.1f %s" : "%.0f %s", size, units[unit]);
  }

  /** A duration: 0:07, 12:03, 1:02:03. */
  static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
