package io.ganglion.spark;

import java.util.Locale;

/** A format of tables that can be read. */
public enum TableFormat {
  CSV,
  PARQUET;

  /** The format that a file's name tells, or null. */
  static TableFormat ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv") || lower.endsWith(".csv.gz")) {
      return CSV;
    }
    return lower.endsWith(".parquet") ? PARQUET : null;
  }
}
