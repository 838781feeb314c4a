package io.ganglion.job.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML that is well-formed XML as well. Texts and attribute values are escaped here and
 * nowhere else, so that no name or message out of the data can become markup.
 */
final class Html {
  private static final Set<String> VOID = Set.of("meta", "link", "br", "hr");
  private static final Set<String> INLINE =
      Set.of("a", "b", "bdi", "small", "span", "strong", "time", "text", "tspan");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element, to be closed by {@link #close}.
   *
   * @param attributes names and values in turn
   */
  Html open(String tag, String... attributes) {
    start(tag, attributes);
    open.push(tag);
    return this;
  }

  /**
   * Closes the innermost open element.
   *
   * @throws IllegalStateException if that is another one, which would be a fault of the caller
   */
  Html close(String tag) {
    if (open.isEmpty() || !open.peek().equals(tag)) {
      throw new IllegalStateException("expected to close " + open.peek() + ", found " + tag);
    }
    open.pop();
    out.append("</").append(tag).append('>');
    breakAfter(tag);
    return this;
  }

  /** An element that holds nothing but text, which may be empty. */
  Html element(String tag, String text, String... attributes) {
    start(tag, attributes);
    if (VOID.contains(tag)) {
      return this;
    }
    escape(text);
    out.append("</").append(tag).append('>');
    breakAfter(tag);
    return this;
  }

  Html text(String text) {
    escape(text);
    return this;
  }

  Html content(Content content) {
    content.render(this);
    return this;
  }

  /** A style sheet or script of the program's own, or markup that another instance has written. */
  Html trusted(String markup) {
    out.append(markup);
    return this;
  }

  /**
   * The page.
   *
   * @throws IllegalStateException if an element was left open
   */
  String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("expected every element closed, found open " + open);
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException(
          tag + ": expected names and values in turn, found " + attributes.length + " in all");
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append(VOID.contains(tag) ? " />\n" : ">");
  }

  private void breakAfter(String tag) {
    if (!INLINE.contains(tag)) {
      out.append('\n');
    }
  }

  private void escape(String text) {
    text.codePoints().forEach(this::escape);
  }

  private void escape(int codePoint) {
    switch (codePoint) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(legal(codePoint) ? codePoint : 0xFFFD);
    }
  }

  /**
   * Whether the character may stand in the page. XML 1.0 allows but three of the old control
   * characters; those that turn the writing direction around could make a name look like another.
   */
  private static boolean legal(int codePoint) {
    if (codePoint < 0x20) {
      return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }
    boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    boolean control = codePoint >= 0x7F && codePoint <= 0x9F;
    boolean turning =
        (codePoint >= 0x202A && codePoint <= 0x202E)
            || (codePoint >= 0x2066 && codePoint <= 0x2069);
    return !turning && !surrogate && !control && (codePoint & 0xFFFE) != 0xFFFE;
  }
}
