package io.ganglion.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.metric.Metric;
import io.ganglion.metric.Metrics;
import io.ganglion.metric.ScalarMetric;
import io.ganglion.metric.TableMetric;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics are those of scikit-learn, or of Keras, on the same numbers, whole and in parts. */
class MetricsReferenceTest {
  static List<Map<?, ?>> cases() {
    return ReferenceRun.cases("metrics.json");
  }

  private static Metric metric(Map<?, ?> reference) {
    Problems problems = new Problems();
    Metric metric = Metrics.CATALOGUE.read("metric", reference.get("metric"), problems);
    problems.throwIfAny();
    return metric;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueOfTheWholeAndOfItsParts(Map<?, ?> reference) {
    MetricRows rows = new MetricRows(reference);
    Metric metric = metric(reference);
    for (int parts : new int[] {1, 3, 7}) {
      double[] state = rows.state(metric, parts);
      if (metric instanceof TableMetric table) {
        assertThat(table.table(state)).isEqualTo(reference.get("value"));
        continue;
      }
      ScalarMetric scalar = (ScalarMetric) metric;
      double expected = ((Number) reference.get("value")).doubleValue();
      double whole = scalar.result(rows.state(metric, 1));
      assertThat(scalar.result(state))
          .isCloseTo(expected, within(5e-7 * expected))
          .isCloseTo(whole, within(1e-13));
    }
  }

  /** An energy has no counterpart in other libraries' metrics. */
  @Test
  void everyMetricHasReferenceNumbers() {
    Set<String> kinds = cases().stream().map(c -> metric(c).kind()).collect(Collectors.toSet());
    kinds.add("energy");
    assertThat(kinds).isEqualTo(Metrics.CATALOGUE.names());
  }
}
