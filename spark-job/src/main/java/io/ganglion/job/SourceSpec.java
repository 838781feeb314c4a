package io.ganglion.job;

import io.ganglion.config.Section;
import java.util.Map;

/**
 * Where a table lies.
 *
 * @param path as Hadoop resolves it
 * @param format {@code csv} or {@code parquet}; null where the path's ending tells
 */
record SourceSpec(String path, String format) {
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
    SourceSpec source = new SourceSpec(section.text("path"), section.text("format", null));
    section.finish();
    return source;
  }
}
