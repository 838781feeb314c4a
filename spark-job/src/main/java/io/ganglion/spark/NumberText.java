package io.ganglion.spark;

import java.util.Locale;
import java.util.Set;

/**
 * Tells whether a text is a number, and how a number is written as a class.
 *
 * <p>Narrower than Java's own parser, which also takes {@code 12D} and {@code 0x1p3}: a code of
 * that kind is a text.
 */
final class NumberText {
  private static final Set<String> WORDS =
      Set.of("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

  private NumberText() {}

  /** Whether the text is a decimal number, with or without an exponent, or NaN or infinity. */
  static boolean isNumber(String text) {
    int end = text.length();
    int from = end > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int whole = skipDigits(text, from);
    int fraction = whole;
    int digits = whole - from;
    if (whole < end && text.charAt(whole) == '.') {
      fraction = skipDigits(text, whole + 1);
      digits += fraction - whole - 1;
    }
    if (digits == 0) {
      return end <= 9 && WORDS.contains(text.toLowerCase(Locale.ROOT));
    }
    return fraction == end || isExponent(text, fraction);
  }

  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int from = at + 1;
    if (from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == '+')) {
      from++;
    }
    int end = skipDigits(text, from);
    return end > from && end == text.length();
  }

  private static int skipDigits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  /** A number as the name of a class: 0, 1, 2.5. */
  static String format(double value) {
    long whole = (long) value;
    return whole == value && Math.abs(whole) < 1L << 53
        ? Long.toString(whole)
        : Double.toString(value);
  }
}
