package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.spark.TableFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The table of a command. */
final class DataOptions {
  /** Files, or a table of the catalog. */
  static final class Place {
    @Option(
        names = "--data",
        required = true,
        paramLabel = "PATH",
        description = "The table: a file, a folder of files of one format, or a pattern.")
    private String path;

    @Option(
        names = "--table",
        required = true,
        paramLabel = "NAME",
        description = "The table, by its name in Spark's catalog.")
    private String table;
  }

  @ArgGroup(multiplicity = "1")
  private Place place;

  @Option(
      names = "--format",
      description =
          "csv, tsv, parquet, orc, json or libsvm, where the ending of --data doesn't tell.")
  private TableFormat format;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description =
          "How the files are written. csv: separator, quote, escape, header, encoding, comment;"
              + " json: multiLine; libsvm: features.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Which rows to read, in Spark SQL, for example \"age > 17\".")
  private String filter;

  /** What a message calls the table. */
  String where() {
    return place.path == null ? "--table" : "--data";
  }

  /**
   * Where the table lies.
   *
   * @throws ConfigException naming every option that is none of the format's
   */
  SourceSpec source() {
    if (place.table != null && (format != null || !options.isEmpty())) {
      throw new ConfigException("--format and --option are for files: leave them out with --table");
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("path", place.path);
    keys.put("table", place.table);
    keys.put("where", filter);
    keys.put("format", format == null ? null : format.toString());
    if (!options.isEmpty()) {
      Map<String, Object> values = new LinkedHashMap<>();
      options.forEach((key, text) -> values.put(key, value(text)));
      keys.put("options", values);
    }
    keys.values().removeIf(value -> value == null);
    Problems problems = new Problems();
    SourceSpec source = SourceSpec.read(Section.of("", Map.of(where(), keys), problems), where());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.messages().stream().map(DataOptions::byOption).toList());
    }
    return source;
  }

  /** A message that calls a key of the table what the command line calls it. */
  private static String byOption(String message) {
    return message
        .replaceFirst("^--data\\.options\\.", "--option ")
        .replaceFirst("^--data\\.", "--");
  }

  /** What a job file would hold. */
  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return text.matches("\\d{1,9}") ? (Object) Integer.valueOf(text) : text;
  }
}
