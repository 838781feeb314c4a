package io.ganglion.spark.table;

import java.util.Locale;
import java.util.Set;

/**
 * Tells whether a text is a number, and how a number is written as a class.
 *
 * <p>Narrower than Java's own parser, which also takes {@code 12D} and {@code 0x1p3}: a code of
 * that kind is a text.
 */
public final class NumberText {
  private static final Set<String> WORDS =
      Set.of("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

  private NumberText() {}

  /** Whether the text is a decimal number, with or without an exponent, or NaN or infinity. */
  public static boolean isNumber(String text) {
    return isDecimal(text, 0, text.length())
        || (text.length() <= 9 && WORDS.contains(text.toLowerCase(Locale.ROOT)));
  }

  /** Whether a part of a text is a decimal number, with or without an exponent. */
  static boolean isDecimal(String text, int start, int end) {
    int from = start < end && isSign(text.charAt(start)) ? start + 1 : start;
    int whole = skipDigits(text, from, end);
    int fraction = whole;
    int digits = whole - from;
    if (whole < end && text.charAt(whole) == '.') {
      fraction = skipDigits(text, whole + 1, end);
      digits += fraction - whole - 1;
    }
    return digits > 0 && (fraction == end || isExponent(text, fraction, end));
  }

  private static boolean isExponent(String text, int at, int end) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int from = at + 1;
    if (from < end && isSign(text.charAt(from))) {
      from++;
    }
    int last = skipDigits(text, from, end);
    return last > from && last == end;
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static int skipDigits(String text, int from, int end) {
    int i = from;
    while (i < end && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  /** A number as the name of a class: 0, 1, 2.5. */
  public static String format(double value) {
    long whole = (long) value;
    return whole == value && Math.abs(whole) < 1L << 53
        ? Long.toString(whole)
        : Double.toString(value);
  }
}
