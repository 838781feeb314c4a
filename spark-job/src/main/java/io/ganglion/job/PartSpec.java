package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.spark.table.LatestRows;
import io.ganglion.spark.table.MarkedRows;
import io.ganglion.spark.table.RowRule;
import java.util.Map;

/** Where the held-out rows, or the test rows, come from. */
sealed interface PartSpec {
  /**
   * Rows drawn from the training table.
   *
   * @param share above 0 and below 1
   */
  record RandomShare(double share) implements PartSpec {}

  /** A table of its own. */
  record OwnTable(SourceSpec source) implements PartSpec {}

  /** Rows of the training table that a column decides. */
  record ByColumn(RowRule rule) implements PartSpec {}

  /**
   * Reads a share, a path, or one of {@code {path, …}}, {@code {column}} and {@code {latest, by}};
   * null where the key is absent, or the share is 0.
   */
  static PartSpec read(Section parent, String key) {
    Object value = parent.value(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Number) {
      double share = parent.number(key, 0.0, 0.0, 1.0);
      return share == 0.0 ? null : new RandomShare(share);
    }
    if (value instanceof Boolean) {
      parent.problem(
          key, "expected a share such as 0.2, a path, {column: …} or {latest: 0.2, by: …}");
      return null;
    }
    if (value instanceof Map<?, ?> map && map.containsKey("column")) {
      return marked(parent.section(key));
    }
    if (value instanceof Map<?, ?> map && (map.containsKey("latest") || map.containsKey("by"))) {
      return latest(parent.section(key));
    }
    return new OwnTable(SourceSpec.read(parent, key));
  }

  private static PartSpec marked(Section section) {
    RowRule rule = new MarkedRows(section.path(), section.text("column"));
    section.finish();
    return new ByColumn(rule);
  }

  private static PartSpec latest(Section section) {
    double share = section.number("latest");
    if (share <= 0.0 || share >= 1.0) {
      section.problem("latest", "expected a share above 0 and below 1, found " + share);
    }
    RowRule rule = new LatestRows(section.path(), share, section.text("by"));
    section.finish();
    return new ByColumn(rule);
  }
}
