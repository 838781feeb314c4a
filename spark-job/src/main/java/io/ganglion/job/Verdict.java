package io.ganglion.job;

import io.ganglion.train.Scores;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a gate found.
 *
 * @param spec of the gate
 * @param split by whose rows it judged
 * @param value of its metric for the new model
 * @param previous scores of the published model on the same rows; null where none was asked for or
 *     is there
 */
record Verdict(GateSpec spec, String split, double value, Scores previous) {
  /** Whether the new model may be published. */
  boolean passed() {
    if (spec.holds(value)) {
      return true;
    }
    if (!spec.previous()) {
      return false;
    }
    // Where nothing is published there is nothing to be worse than; a bound is all there is.
    return previous == null ? !spec.bounded() : spec.notWorse(value, previous.get(spec.metric()));
  }

  /** The finding, for people. */
  String text() {
    String before =
        previous == null ? "" : ", before " + Numbers.brief(previous.get(spec.metric()));
    return "%s %s on the %s rows, expected %s%s"
        .formatted(
            spec.metric(),
            Numbers.brief(value),
            split.equals("holdout") ? "held-out" : split,
            spec.condition(),
            before);
  }

  /** The finding, for {@code metrics.json}. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", spec.metric());
    json.put("split", split);
    json.put("value", value);
    json.put("expected", spec.condition());
    if (previous != null) {
      json.put("previous", ScoreText.flat(previous));
    }
    return json;
  }
}
