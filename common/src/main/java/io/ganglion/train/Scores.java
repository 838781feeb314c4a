package io.ganglion.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loss and metrics over a split, in the units of the data.
 *
 * @param loss the weighted mean
 * @param metrics that are numbers, by name, in the order of the job
 * @param rows the number of target rows
 * @param tables metrics that are tables, row by row, by name
 * @param notes what has to be known about the number of a metric, by its name
 */
public record Scores(
    double loss,
    Map<String, Double> metrics,
    long rows,
    Map<String, List<List<Double>>> tables,
    Map<String, String> notes) {
  public Scores {
    metrics = new LinkedHashMap<>(metrics);
    tables = new LinkedHashMap<>(tables);
    notes = new LinkedHashMap<>(notes);
  }

  /** Scores that are numbers, with nothing to note. */
  public Scores(double loss, Map<String, Double> metrics, long rows) {
    this(loss, metrics, rows, Map.of(), Map.of());
  }

  /** The loss under the name {@code loss}, or a metric under its own. */
  public double get(String name) {
    return name.equals("loss") ? loss : metrics.get(name);
  }

  /** The name of a metric, with its note in brackets if there is one. */
  public String title(String metric) {
    return notes.containsKey(metric) ? metric + " (" + notes.get(metric) + ")" : metric;
  }
}
