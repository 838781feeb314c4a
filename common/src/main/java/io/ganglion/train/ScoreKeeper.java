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
  private final RestoredBatch restored;

  ScoreKeeper(ModelSpec spec) {
    this.spec = spec;
    this.states = start(spec);
    this.restored = new RestoredBatch(spec);
  }

  /** The number of states. */
  static int size(ModelSpec spec) {
    return 1 + spec.metrics().size();
  }

  private static double[][] start(ModelSpec spec) {
    double[][] states = new double[size(spec)][];
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
    restored.set(out, targets);
    Targets truth = restored.targets();
    double value =
        spec.scaling().none()
            ? loss
            : spec.loss().restoredValue(restored.output(), truth, spec.scaling());
    states[0][0] += value;
    states[0][1] += truth.totalWeight();
    states[0][2] += truth.rows;
    if (states.length == 1) {
      return;
    }
    Matrix prediction = restored.prediction();
    for (int m = 1; m < states.length; m++) {
      states[m] = spec.metrics().get(m - 1).update(states[m], prediction, truth);
    }
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
