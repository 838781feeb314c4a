package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.spark.table.CatalogTable;
import io.ganglion.spark.table.FileTable;
import io.ganglion.spark.table.FormatOptions;
import io.ganglion.spark.table.QueryTable;
import io.ganglion.spark.table.TableFormat;
import io.ganglion.spark.table.TableOrigin;
import io.ganglion.spark.table.TableSource;
import java.util.List;
import java.util.Map;

/**
 * Where a table lies.
 *
 * @param origin files, a table of the catalog, or a query
 * @param filter a condition in Spark SQL that rows have to meet; null: all are read
 */
record SourceSpec(TableOrigin origin, String filter) {
  private static final List<String> PLACES = List.of("path", "table", "sql");

  /**
   * Reads {@code key: path}, {@code key: [path, …]}, or a section with one of {@code path}, {@code
   * table} and {@code sql}; null where the key is absent. A tree that was made in Java may hold a
   * {@link TableOrigin} itself.
   */
  static SourceSpec read(Section parent, String key) {
    Object value = parent.value(key);
    if (value == null) {
      return null;
    }
    if (value instanceof TableOrigin origin) {
      return new SourceSpec(origin, null);
    }
    if (!(value instanceof Map)) {
      return new SourceSpec(new FileTable(paths(parent, key), null, null), null);
    }
    Section section = parent.section(key);
    SourceSpec source = new SourceSpec(origin(section), section.text("where", null));
    section.finish();
    return source;
  }

  private static TableOrigin origin(Section section) {
    List<String> places = PLACES.stream().filter(section::has).toList();
    if (places.size() != 1) {
      section
          .problems()
          .add(
              section.path(),
              "expected one of path, table and sql, found "
                  + (places.isEmpty() ? "none" : String.join(" and ", places)));
    }
    if (section.has("table") && !section.has("path")) {
      return new CatalogTable(section.text("table"));
    }
    if (section.has("sql") && !section.has("path")) {
      return new QueryTable(section.text("sql"));
    }
    return files(section);
  }

  private static TableOrigin files(Section section) {
    List<String> paths = section.has("path") ? paths(section, "path") : List.of();
    TableFormat format = section.has("format") ? section.option("format", TableFormat.CSV) : null;
    return new FileTable(paths, format, options(section, paths, format));
  }

  private static List<String> paths(Section section, String key) {
    if (section.items(key).isEmpty()) {
      section.problem(key, "expected a path, found an empty list");
    }
    return section.texts(key);
  }

  /** The options by the format, which the path has to tell where the section doesn't. */
  private static FormatOptions options(Section section, List<String> paths, TableFormat given) {
    if (!section.has("options")) {
      return null;
    }
    TableFormat format =
        given != null || paths.isEmpty() ? given : TableFormat.ofFile(paths.get(0));
    if (format == null) {
      section.problem("format", "is missing: the path doesn't tell what the options are for");
      return null;
    }
    return format.options(section.section("options"));
  }

  /**
   * The table to read.
   *
   * @param where what a message calls it
   * @param missing texts that stand for no value
   */
  TableSource table(String where, List<String> missing) {
    return new TableSource(where, origin, filter, missing);
  }
}
