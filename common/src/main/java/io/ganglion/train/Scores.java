package io.ganglion.train;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loss and metrics over a split, in the units of the data.
 *
 * @param loss the weighted mean
 * @param metrics by name, in the order of the job
 * @param rows the number of target rows
 */
public record Scores(double loss, Map<String, Double> metrics, long rows) {
  public Scores {
    metrics = new LinkedHashMap<>(metrics);
  }

  /** The loss under the name {@code loss}, or a metric under its own. */
  public double get(String name) {
    return name.equals("loss") ? loss : metrics.get(name);
  }
}
