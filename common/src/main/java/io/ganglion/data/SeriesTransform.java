package io.ganglion.data;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Catalogue.Entry;
import io.ganglion.config.Section;
import io.ganglion.config.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is done to the label of a long series before it is learned, and undone to forecasts.
 *
 * <p>Source: Box & Jenkins 1976, "Time Series Analysis: Forecasting and Control", chapter 9.
 */
public sealed interface SeriesTransform extends Spec {
  Catalogue<SeriesTransform> CATALOGUE =
      new Catalogue<>(
          "transform",
          List.of(
              new Entry<>("log", section -> new Log(), List.of(new Log())),
              new Entry<>(
                  "difference",
                  section -> new Difference(section.integer("lag", 1, 1)),
                  List.of(new Difference(12)))));

  /** The natural logarithm of a label above 0. */
  record Log() implements SeriesTransform {
    @Override
    public String kind() {
      return "log";
    }
  }

  /**
   * The difference from the value {@code lag} steps before: 12 takes the season out of months.
   *
   * @param lag at least the horizon
   */
  record Difference(int lag) implements SeriesTransform {
    @Override
    public String kind() {
      return "difference";
    }
  }

  /** Reads {@code [log, {difference: 12}]}. */
  static List<SeriesTransform> read(Section section) {
    List<SeriesTransform> transforms = new ArrayList<>();
    List<Object> items = section.items("transform");
    for (int i = 0; i < items.size(); i++) {
      Object item = items.get(i);
      if (item instanceof Map<?, ?> map && map.get("difference") instanceof Integer lag) {
        item = Map.of("difference", Map.of("lag", lag));
      }
      String path = section.path("transform") + "[" + i + "]";
      SeriesTransform transform = CATALOGUE.read(path, item, section.problems());
      if (transform instanceof Log && i > 0) {
        section.problems().add(path, "expected log before any difference, and once");
      }
      if (transform != null) {
        transforms.add(transform);
      }
    }
    return transforms;
  }
}
