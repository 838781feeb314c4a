package io.ganglion.spark.table;

import io.ganglion.config.Section;
import java.util.Map;

/**
 * How JSON files are written.
 *
 * @param multiLine whether a file holds one object or a list of objects, not an object a line
 */
record JsonOptions(boolean multiLine) implements FormatOptions {
  static JsonOptions read(Section section) {
    return new JsonOptions(section.flag("multiLine", false));
  }

  @Override
  public Map<String, String> spark() {
    return Map.of("mode", "FAILFAST", "multiLine", String.valueOf(multiLine));
  }
}
