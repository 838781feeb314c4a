package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.spark.TableFormat;
import io.ganglion.spark.TableSource;
import java.util.List;
import java.util.Map;

/**
 * Where a table lies.
 *
 * @param path as Hadoop resolves it
 * @param format null where the path's ending tells
 */
record SourceSpec(String path, TableFormat format) {

  /** Reads {@code key: path} or {@code key: {path, format}}; null where the key is absent. */
  static SourceSpec read(Section parent, String key) {
    Object value = parent.value(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map)) {
      return new SourceSpec(parent.text(key), null);
    }
    Section section = parent.section(key);
    TableFormat format = section.has("format") ? section.option("format", TableFormat.CSV) : null;
    SourceSpec source = new SourceSpec(section.text("path"), format);
    section.finish();
    return source;
  }

  /**
   * The table to read.
   *
   * @param where what a message calls it
   * @param missing texts that stand for no value
   */
  TableSource table(String where, List<String> missing) {
    return new TableSource(where, path, format, missing);
  }
}
