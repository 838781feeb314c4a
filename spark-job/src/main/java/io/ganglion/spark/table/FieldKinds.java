package io.ganglion.spark.table;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/** What the fields of each column of CSV files were found to be. */
final class FieldKinds implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing but decimal numbers and empty fields. */
  private static final byte DECIMAL = 0;

  /** Also NaN, infinities, or texts that stand for no value. */
  private static final byte WORDS = 1;

  private static final byte TEXT = 2;

  private final String[] missing;
  private final byte[] kinds;

  /** Columns in which nothing was found yet. */
  FieldKinds(int columns, Collection<String> missing) {
    this(new byte[columns], missing.toArray(String[]::new));
  }

  private FieldKinds(byte[] kinds, String[] missing) {
    this.kinds = kinds;
    this.missing = missing;
  }

  FieldKinds copy() {
    return new FieldKinds(kinds.clone(), missing);
  }

  int columns() {
    return kinds.length;
  }

  /** Notes the field that a part of a text is. */
  void add(int column, String text, int from, int end) {
    if (from < end && kinds[column] != TEXT) {
      kinds[column] = (byte) Math.max(kinds[column], kind(text, from, end));
    }
  }

  private byte kind(String text, int from, int end) {
    for (String token : missing) {
      if (token.length() == end - from && text.startsWith(token, from)) {
        return WORDS;
      }
    }
    if (NumberText.isDecimal(text, from, end)) {
      return DECIMAL;
    }
    return NumberText.isNumber(text.substring(from, end)) ? WORDS : TEXT;
  }

  /** For the way back from a task. */
  byte[] bytes() {
    return kinds;
  }

  /** These columns, with what tasks found. */
  FieldKinds with(List<byte[]> found) {
    byte[] all = kinds.clone();
    for (byte[] part : found) {
      for (int i = 0; i < all.length; i++) {
        all[i] = (byte) Math.max(all[i], part[i]);
      }
    }
    return new FieldKinds(all, missing);
  }

  /** Whether a column holds decimal numbers and empty fields alone. */
  boolean decimal(int column) {
    return kinds[column] == DECIMAL;
  }

  /** Whether every field of a column that is there is a number. */
  boolean numeric(int column) {
    return kinds[column] != TEXT;
  }
}
