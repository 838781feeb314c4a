package io.ganglion.train;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up loss and metrics over batches, in the units of the data, as a list of states that merge
 * over shards: first {loss, weight, rows}, then a state for each metric.
 */
final class ScoreKeeper {
  private final ModelSpec spec;
  private final double[][] states;
  private final Matrix output = new Matrix();
  private final Matrix prediction = new Matrix();
  private final Targets restored = new Targets();

  ScoreKeeper(ModelSpec spec) {
    this.spec = spec;
    this.states = start(spec);
  }

  private static double[][] start(ModelSpec spec) {
    double[][] states = new double[1 + spec.metrics().size()][];
    states[0] = new double[3];
    for (int m = 1; m < states.length; m++) {
      states[m] = spec.metrics().get(m - 1).start();
    }
    return states;
  }

  /**
   * Takes in a batch.
   *
   * @param out of the network, {@code [rows, outputs]}, not to be written
   * @param loss the sum of the weighted losses as training sees it
   */
  void add(Matrix out, Targets targets, double loss) {
    Matrix shown = out;
    Targets truth = targets;
    double value = loss;
    if (!spec.scaling().none()) {
      shown = resized(output, out);
      spec.scaling().restore(out, shown);
      restored.rows = targets.rows;
      restored.weights = targets.weights;
      spec.scaling().restore(targets.values, resized(restored.values, targets.values));
      truth = restored;
      value = spec.loss().restoredValue(shown, truth, spec.scaling());
    }
    states[0][0] += value;
    states[0][1] += truth.totalWeight();
    states[0][2] += truth.rows;
    if (states.length == 1) {
      return;
    }
    spec.loss().predict(shown, resized(prediction, out));
    for (int m = 1; m < states.length; m++) {
      states[m] = spec.metrics().get(m - 1).update(states[m], prediction, truth);
    }
  }

  private static Matrix resized(Matrix matrix, Matrix like) {
    float[] data = matrix.data.length >= like.size() ? matrix.data : new float[like.size()];
    return matrix.point(data, 0, like.rows, like.columns);
  }

  double[][] states() {
    return states;
  }

  /** Merges the states of shards, in their order, into the scores of the split. */
  static Scores merge(ModelSpec spec, List<double[][]> shards) {
    double[][] total = start(spec);
    for (double[][] shard : shards) {
      for (int i = 0; i < 3; i++) {
        total[0][i] += shard[0][i];
      }
      for (int m = 1; m < total.length; m++) {
        total[m] = spec.metrics().get(m - 1).merge(total[m], shard[m]);
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int m = 1; m < total.length; m++) {
      var metric = spec.metrics().get(m - 1);
      metrics.put(metric.kind(), metric.result(total[m]));
    }
    return new Scores(total[0][0] / total[0][1], metrics, (long) total[0][2]);
  }
}
