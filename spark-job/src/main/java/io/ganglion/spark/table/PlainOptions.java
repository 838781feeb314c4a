package io.ganglion.spark.table;

import java.util.Map;

/** For a format whose files say themselves how they are written. */
record PlainOptions() implements FormatOptions {
  @Override
  public Map<String, String> spark() {
    return Map.of();
  }
}
