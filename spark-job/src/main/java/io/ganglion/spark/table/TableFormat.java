package io.ganglion.spark.table;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A format of tables that can be read. */
public enum TableFormat {
  CSV("csv"),
  /** CSV whose separator is a tab unless the options say otherwise. */
  TSV("csv"),
  PARQUET("parquet"),
  ORC("orc"),
  /** An object a line. */
  JSON("json"),
  /** A label and the numbers of a sparse vector a line, each behind its position from 1. */
  LIBSVM("libsvm");

  private static final List<String> COMPRESSED = List.of(".gz", ".bz2");

  private final String source;

  TableFormat(String source) {
    this.source = source;
  }

  private List<String> endings() {
    return switch (this) {
      case CSV -> List.of(".csv");
      case TSV -> List.of(".tsv");
      case PARQUET -> List.of(".parquet");
      case ORC -> List.of(".orc");
      case JSON -> List.of(".json", ".jsonl");
      case LIBSVM -> List.of(".libsvm", ".svm");
    };
  }

  /** What Spark calls it. */
  public String source() {
    return source;
  }

  /** Whether its files are lines of fields. */
  public boolean separated() {
    return source.equals("csv");
  }

  private boolean text() {
    return this != PARQUET && this != ORC;
  }

  /** Reads the options of the format, and notes each key that is none. */
  public FormatOptions options(Section section) {
    FormatOptions read =
        switch (this) {
          case CSV -> CsvOptions.read(section, ",");
          case TSV -> CsvOptions.read(section, "\t");
          case PARQUET, ORC -> new PlainOptions();
          case JSON -> JsonOptions.read(section);
          case LIBSVM -> LibsvmOptions.read(section);
        };
    section.finish();
    return read;
  }

  /** The options of files that are written in the way that is usual for the format. */
  FormatOptions usualOptions() {
    return options(Section.of("", Map.of(), new Problems()));
  }

  /** The format that a file's name tells, or null. */
  public static TableFormat ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (TableFormat format : values()) {
      if (format.endings().stream().anyMatch(lower::endsWith)) {
        return format;
      }
    }
    return isCompressed(lower) ? ofCompressed(lower.substring(0, lower.lastIndexOf('.'))) : null;
  }

  /** Files of columns are compressed inside, and can't be read when the whole is. */
  private static TableFormat ofCompressed(String name) {
    TableFormat format = isCompressed(name) ? null : ofFile(name);
    return format != null && format.text() ? format : null;
  }

  /** Whether the name of a file ends as those of compressed ones do. */
  public static boolean isCompressed(String name) {
    return COMPRESSED.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
  }

  /** Every ending that tells a format, for messages. */
  static String knownEndings() {
    return Arrays.stream(values())
        .flatMap(format -> format.endings().stream())
        .collect(Collectors.joining(", "));
  }

  /** As a job file and the command line write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
