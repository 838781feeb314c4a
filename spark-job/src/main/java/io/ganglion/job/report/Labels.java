package io.ganglion.job.report;

/** Texts in a picture, where nothing wraps: how much room they need, and how to make them fit. */
final class Labels {
  private static final int FIRST_WIDE = 0x2E80;

  private Labels() {}

  /** The width in letters; scripts such as Chinese, and pictures such as emoji, count twice. */
  static int width(String text) {
    return text.codePoints().map(Labels::width).sum();
  }

  /** The text, cut and ended by an ellipsis where it is wider than so many letters. */
  static String shortened(String text, int letters) {
    if (width(text) <= letters) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    int left = letters - 1;
    for (int codePoint : text.codePoints().toArray()) {
      left -= width(codePoint);
      if (left < 0) {
        break;
      }
      shown.appendCodePoint(codePoint);
    }
    return shown.append('…').toString();
  }

  private static int width(int codePoint) {
    return codePoint < FIRST_WIDE ? 1 : 2;
  }
}
