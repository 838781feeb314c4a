package io.ganglion.reference;

import io.ganglion.data.Targets;
import io.ganglion.metric.Metric;
import io.ganglion.tensor.Matrix;
import java.util.Arrays;
import java.util.Map;

/** The targets, weights and predictions of a case of scripts/reference/metrics_reference.py. */
final class MetricRows {
  static final int ROWS = 60;

  private final int outputs;
  private final boolean classed;
  private final float[] predictions;
  private final float[] values;
  private final int[] classes = new int[ROWS];
  private final float[] weights;

  MetricRows(Map<?, ?> reference) {
    this.outputs = (int) reference.get("outputs");
    this.classed = reference.get("task").equals("classes");
    this.predictions = new float[ROWS * outputs];
    this.values = new float[ROWS * outputs];
    Object absent = reference.get("absent");
    Numbers numbers = new Numbers(3);
    float[] drawn = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      drawn[r] = floor(numbers, 2) / 2f;
      switch ((String) reference.get("task")) {
        case "numbers" -> drawNumbers(numbers, r);
        case "yes_or_no" -> drawAnswer(numbers, r);
        default -> drawClass(numbers, r, absent == null ? -1 : (int) absent);
      }
    }
    this.weights = reference.get("weighted").equals(true) ? drawn : null;
  }

  private static int floor(Numbers numbers, double scale) {
    return (int) Math.floor((numbers.next() + 1.0) * scale);
  }

  private void drawNumbers(Numbers numbers, int r) {
    for (int c = 0; c < outputs; c++) {
      values[r * outputs + c] = 4 * numbers.next();
    }
    for (int c = 0; c < outputs; c++) {
      predictions[r * outputs + c] = values[r * outputs + c] + numbers.next();
    }
  }

  private void drawAnswer(Numbers numbers, int r) {
    values[r] = numbers.next() > 0f ? 1f : 0f;
    predictions[r] = (floor(numbers, 4) + 4 * values[r]) / 11f;
  }

  private void drawClass(Numbers numbers, int r, int absent) {
    int target = floor(numbers, outputs / 2.0);
    classes[r] = target == absent ? target - 1 : target;
    float sum = 0f;
    for (int c = 0; c < outputs; c++) {
      int score = floor(numbers, 3) + (c == classes[r] ? 2 : 0);
      predictions[r * outputs + c] = c == absent ? 0 : score;
      sum += predictions[r * outputs + c];
    }
    for (int c = 0; c < outputs; c++) {
      predictions[r * outputs + c] /= sum;
    }
  }

  /** The state of a metric over the rows, taken in by a number of parts that are merged. */
  double[] state(Metric metric, int parts) {
    double[] merged = metric.start(ROWS);
    for (int p = 0; p < parts; p++) {
      int from = ROWS * p / parts;
      // In two batches, as a part of a real split would have several.
      int middle = from + 3;
      double[] state = update(metric, metric.start(ROWS), from, middle);
      state = update(metric, state, middle, ROWS * (p + 1) / parts);
      merged = metric.merge(merged, metric.compact(state));
    }
    return merged;
  }

  private double[] update(Metric metric, double[] state, int from, int to) {
    Targets targets = new Targets();
    targets.rows = to - from;
    targets.weights = weights == null ? null : Arrays.copyOfRange(weights, from, to);
    if (classed) {
      targets.classes = Arrays.copyOfRange(classes, from, to);
    } else {
      targets.values.point(values, from * outputs, to - from, outputs);
    }
    Matrix prediction = new Matrix().point(predictions, from * outputs, to - from, outputs);
    return metric.update(state, prediction, targets);
  }
}
