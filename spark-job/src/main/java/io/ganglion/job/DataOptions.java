package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.data.Graphs;
import io.ganglion.spark.table.TableFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The table of a command, or its tables of graphs. */
final class DataOptions {
  /** Files, a table of the catalog, or graphs. */
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

    @ArgGroup(exclusive = false)
    private GraphPlace graph;
  }

  /** Files of nodes, edges and graphs. */
  static final class GraphPlace {
    @Option(
        names = "--nodes",
        required = true,
        paramLabel = "PATH",
        description = "For a model of graphs: the table of nodes, as --data.")
    private String nodes;

    @Option(
        names = "--edges",
        required = true,
        paramLabel = "PATH",
        description = "The table of edges.")
    private String edges;

    @Option(
        names = "--graphs",
        paramLabel = "PATH",
        description = "The table of graphs, where the model answers for whole graphs.")
    private String graphs;
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
      description =
          "Which rows to read, in Spark SQL, for example \"age > 17\"; of graphs, which nodes or"
              + " graphs to answer for.")
  private String filter;

  /** What a message calls the table. */
  String where() {
    return place.path == null ? "--table" : "--data";
  }

  /** The condition that chooses rows, or the nodes or graphs to answer for; null for all. */
  String filter() {
    return filter;
  }

  /**
   * Checks that the tables are what a model reads.
   *
   * @param graphs how the examples of the model are graphs; null where they are not
   * @throws ConfigException that says which options it needs
   */
  void check(Graphs graphs) {
    GraphPlace given = place.graph;
    if (graphs == null) {
      if (given != null) {
        throw new ConfigException(
            "--nodes: the model reads rows of one table: name it by --data or --table");
      }
      return;
    }
    boolean many = graphs.form().many();
    if (given == null) {
      throw new ConfigException(
          where()
              + ": the model reads graphs: name their tables by --nodes and --edges"
              + (many ? ", and by --graphs" : ""));
    }
    if (many && given.graphs == null) {
      throw new ConfigException("--graphs: is missing: the model answers for whole graphs");
    }
    if (!many && given.graphs != null) {
      throw new ConfigException(
          "--graphs: the model answers for the " + graphs.unit() + " of one graph: leave it out");
    }
  }

  /**
   * Where the table lies.
   *
   * @return null where the options name tables of graphs
   * @throws ConfigException naming every option that is none of the format's
   */
  SourceSpec source() {
    if (place.graph != null) {
      return null;
    }
    if (place.table != null && (format != null || !options.isEmpty())) {
      throw new ConfigException("--format and --option are for files: leave them out with --table");
    }
    Map<String, Object> keys = files(place.path);
    keys.put("table", place.table);
    keys.put("where", filter);
    return read(where(), keys);
  }

  /**
   * Where the tables of graphs lie; all their rows are read.
   *
   * @return null where the options name a single table
   * @throws ConfigException naming every option that is none of the format's
   */
  GraphSources graphSources() {
    GraphPlace graph = place.graph;
    return graph == null
        ? null
        : new GraphSources(
            read("--nodes", files(graph.nodes)),
            read("--edges", files(graph.edges)),
            graph.graphs == null ? null : read("--graphs", files(graph.graphs)));
  }

  /** What a job file would hold of files. */
  private Map<String, Object> files(String path) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("path", path);
    keys.put("format", format == null ? null : format.toString());
    if (!options.isEmpty()) {
      Map<String, Object> values = new LinkedHashMap<>();
      options.forEach((key, text) -> values.put(key, value(text)));
      keys.put("options", values);
    }
    return keys;
  }

  private static SourceSpec read(String where, Map<String, Object> keys) {
    keys.values().removeIf(value -> value == null);
    Problems problems = new Problems();
    SourceSpec source = SourceSpec.read(Section.of("", Map.of(where, keys), problems), where);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.messages().stream().map(DataOptions::byOption).toList());
    }
    return source;
  }

  /** A message that calls a key of the table what the command line calls it. */
  private static String byOption(String message) {
    return message
        .replaceFirst("^--[a-z]+\\.options\\.", "--option ")
        .replaceFirst("^--[a-z]+\\.", "--");
  }

  /** What a job file would hold. */
  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return text.matches("\\d{1,9}") ? (Object) Integer.valueOf(text) : text;
  }
}
