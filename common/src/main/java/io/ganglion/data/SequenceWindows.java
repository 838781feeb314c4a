package io.ganglion.data;

import io.ganglion.config.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows cut from long series, a row a time: from {@code window} steps the label is forecast
 * {@code horizon} steps after the last of them. The label's own past is a feature.
 *
 * @param order the column of times
 * @param by the column that tells several series apart; null for one series
 * @param window steps that a forecast sees
 * @param horizon how many steps ahead the label lies; several numbers are several outputs
 * @param stride steps from the beginning of a window to that of the next
 * @param gaps what becomes of missing steps
 * @param transform what is done to the label before it is learned, and undone to forecasts
 */
public record SequenceWindows(
    String order,
    String by,
    int window,
    List<Integer> horizon,
    int stride,
    Gaps gaps,
    List<SeriesTransform> transform)
    implements SequenceForm {
  /** What becomes of steps that a series lacks. */
  public enum Gaps {
    /** No window reaches over a gap, or over a step without a label. */
    SPLIT,
    /** Missing steps are put in: labels as the last one before, features as missing. */
    FILL,
    /** Rows that follow each other are steps that follow each other. */
    IGNORE
  }

  public SequenceWindows {
    horizon = List.copyOf(horizon);
    transform = List.copyOf(transform);
  }

  static SequenceWindows read(Section section) {
    String order = section.text("order");
    String by = section.text("by", null);
    int window = section.integer("window", 1);
    List<Integer> horizon = horizon(section);
    SequenceWindows windows =
        new SequenceWindows(
            order,
            by,
            window,
            horizon,
            section.integer("stride", 1, 1),
            section.option("gaps", Gaps.SPLIT),
            SeriesTransform.read(section));
    int furthest = horizon.stream().mapToInt(h -> h).max().orElse(1);
    for (SeriesTransform transform : windows.transform) {
      if (transform instanceof SeriesTransform.Difference difference
          && difference.lag() < furthest) {
        section.problem(
            "transform",
            "a difference of "
                + difference.lag()
                + " steps can't be undone "
                + furthest
                + " steps ahead: take a lag of at least the horizon, or a nearer horizon");
      }
    }
    return windows;
  }

  private static List<Integer> horizon(Section section) {
    List<Integer> horizon = new ArrayList<>();
    for (Object item : section.items("horizon")) {
      if (item instanceof Integer steps && steps >= 1 && !horizon.contains(steps)) {
        horizon.add(steps);
      } else {
        section.problem("horizon", "expected different whole numbers of at least 1, found " + item);
      }
    }
    return horizon.isEmpty() ? List.of(1) : horizon;
  }

  /** What the outputs that forecast a label are called. */
  public List<String> outputs(String label) {
    return horizon.size() == 1
        ? List.of(label)
        : horizon.stream().map(steps -> label + "+" + steps).toList();
  }

  /** The label that outputs of these names forecast. */
  public String label(List<String> outputs) {
    String first = outputs.get(0);
    return horizon.size() == 1 ? first : first.substring(0, first.lastIndexOf('+'));
  }

  /** The name of the feature that is the label's past. */
  public static String past(String label) {
    return "past " + label;
  }

  @Override
  public String unit() {
    return "windows";
  }

  @Override
  public String kind() {
    return "windows";
  }
}
