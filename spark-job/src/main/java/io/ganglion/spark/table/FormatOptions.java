package io.ganglion.spark.table;

import java.util.Map;

/** How the files of a format are written. */
public sealed interface FormatOptions permits CsvOptions, JsonOptions, LibsvmOptions, PlainOptions {
  /** The options of Spark's reader. */
  Map<String, String> spark();
}
