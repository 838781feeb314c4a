package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.metric.Metric;
import io.ganglion.metric.ScalarMetric;
import io.ganglion.train.EarlyStopping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a new model must come up to before it is published.
 *
 * @param metric {@code loss} or the name of a metric, on the test rows, else on the held-out ones
 * @param largerIsBetter whether a larger value of it is better
 * @param atMost NaN for no such bound
 * @param atLeast NaN for no such bound
 * @param previous whether a model passes that is no worse than the published one, whatever the
 *     bounds
 */
record GateSpec(
    String metric, boolean largerIsBetter, double atMost, double atLeast, boolean previous) {
  private enum Other {
    PREVIOUS
  }

  /** Reads the section {@code gate} of a job file; null where there is none. */
  static GateSpec read(Section job, DataSpec data, TrainingSpec training) {
    if (!job.has("gate")) {
      return null;
    }
    Section section = job.section("gate");
    String metric = section.text("metric", EarlyStopping.LOSS);
    boolean larger = largerIsBetter(section, metric, training.metrics());
    double atMost = section.number("atMost", Double.NaN);
    double atLeast = section.number("atLeast", Double.NaN);
    boolean previous =
        section.has("orNotWorseThan")
            && section.option("orNotWorseThan", Other.PREVIOUS) == Other.PREVIOUS;
    section.finish();
    GateSpec gate = new GateSpec(metric, larger, atMost, atLeast, previous);
    if (!gate.bounded() && !previous) {
      job.problem("gate", "expected atMost, atLeast or 'orNotWorseThan: previous', found none");
    }
    if (!data.tests() && !data.holdsOut()) {
      job.problem("gate", "needs rows to judge by: set data.test or data.holdout");
    }
    return gate;
  }

  private static boolean largerIsBetter(Section section, String name, List<Metric> metrics) {
    List<String> valid = new ArrayList<>(List.of(EarlyStopping.LOSS));
    for (Metric metric : metrics) {
      if (metric instanceof ScalarMetric scalar) {
        if (metric.kind().equals(name)) {
          return scalar.largerIsBetter();
        }
        valid.add(metric.kind());
      }
    }
    if (!name.equals(EarlyStopping.LOSS)) {
      section.problem(
          "metric",
          String.format(
              Locale.ROOT,
              "expected one of %s, found '%s': name it in training.metrics",
              String.join(", ", valid),
              name));
    }
    return false;
  }

  /** Whether there is a bound. */
  boolean bounded() {
    return !Double.isNaN(atMost) || !Double.isNaN(atLeast);
  }

  /** Whether a value keeps within the bounds; false where there is none. */
  boolean holds(double value) {
    return bounded() && !(value > atMost) && !(value < atLeast) && !Double.isNaN(value);
  }

  /** Whether a value is no worse than another. */
  boolean notWorse(double value, double than) {
    return largerIsBetter ? value >= than : value <= than;
  }

  /** The condition, for people. */
  String condition() {
    List<String> parts = new ArrayList<>();
    if (!Double.isNaN(atMost)) {
      parts.add("at most " + Numbers.brief(atMost));
    }
    if (!Double.isNaN(atLeast)) {
      parts.add("at least " + Numbers.brief(atLeast));
    }
    String bounds = String.join(" and ", parts);
    return previous ? (bounds.isEmpty() ? "" : bounds + " or ") + "no worse than before" : bounds;
  }
}
