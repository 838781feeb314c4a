package io.ganglion.spark.table;

import io.ganglion.config.Section;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How CSV files are written.
 *
 * @param separator between fields
 * @param quote around a field that holds a separator; empty: none
 * @param escape before a quote inside a quoted field
 * @param header whether the first line of each file names the columns; else they are {@code _c0},
 *     {@code _c1}, …
 * @param encoding of the characters
 * @param comment what a line to skip begins with; empty: none is skipped
 */
record CsvOptions(
    String separator, String quote, String escape, boolean header, Charset encoding, String comment)
    implements FormatOptions {

  static CsvOptions read(Section section, String separator) {
    return new CsvOptions(
        separator(section, separator),
        character(section, "quote", "\"", true),
        character(section, "escape", "\"", false),
        section.flag("header", true),
        encoding(section),
        character(section, "comment", "", true));
  }

  private static String separator(Section section, String otherwise) {
    String text = section.text("separator", otherwise);
    if (text.isEmpty()) {
      section.problem("separator", "expected a character such as ';', found an empty text");
      return otherwise;
    }
    return text.equals("\\t") ? "\t" : text;
  }

  private static String character(
      Section section, String key, String otherwise, boolean mayBeEmpty) {
    String text = section.text(key, otherwise);
    if (text.length() > 1 || (text.isEmpty() && !mayBeEmpty)) {
      section.problem(key, "expected one character, found '" + text + "'");
      return otherwise;
    }
    return text;
  }

  private static Charset encoding(Section section) {
    String name = section.text("encoding", StandardCharsets.UTF_8.name());
    Charset found = charset(name);
    if (found == null) {
      section.problem(
          "encoding",
          "no encoding is called '" + name + "'; try UTF-8, ISO-8859-1 or windows-1252");
      return StandardCharsets.UTF_8;
    }
    // Files are split into lines before they are decoded.
    if (!found.canEncode() || !Arrays.equals("\n".getBytes(found), new byte[] {'\n'})) {
      section.problem(
          "encoding", "expected one with a byte a line end, found " + found + ": convert to UTF-8");
      return StandardCharsets.UTF_8;
    }
    return found;
  }

  private static Charset charset(String name) {
    try {
      return Charset.isSupported(name) ? Charset.forName(name) : null;
    } catch (IllegalCharsetNameException e) {
      return null;
    }
  }

  @Override
  public Map<String, String> spark() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("sep", separator);
    options.put("quote", quote);
    options.put("escape", escape);
    options.put("header", String.valueOf(header));
    options.put("encoding", encoding.name());
    if (!comment.isEmpty()) {
      options.put("comment", comment);
    }
    options.put("mode", "FAILFAST");
    options.put("ignoreLeadingWhiteSpace", "true");
    options.put("ignoreTrailingWhiteSpace", "true");
    return options;
  }
}
