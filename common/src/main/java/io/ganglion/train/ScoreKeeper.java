package io.ganglion.train;

import io.ganglion.data.Targets;
import io.ganglion.metric.Metric;
import io.ganglion.metric.ScalarMetric;
import io.ganglion.metric.TableMetric;
import io.ganglion.metric.Task;
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

  /**
   * A keeper for a part of a split.
   *
   * @param rows about how many the whole split has
   */
  ScoreKeeper(ModelSpec spec, long rows) {
    this.spec = spec;
    this.states = start(spec, rows);
    this.restored = new RestoredBatch(spec);
  }

  /** The number of states. */
  static int size(ModelSpec spec) {
    return 1 + spec.metrics().size();
  }

  private static double[][] start(ModelSpec spec, long rows) {
    double[][] states = new double[size(spec)][];
    states[0] = new double[3];
    for (int m = 1; m < states.length; m++) {
      states[m] = spec.metrics().get(m - 1).start(rows);
    }
    return states;
  }

  /**
   * Takes in a batch.
   *
   * @param out of the network, {@code [rows, outputs]}, not to be written
   * @param energies of the rows, {@code [rows, 1]}; null of a network that isn't undirected
   * @param loss the sum of the weighted losses as training sees it
   */
  void add(Matrix out, Matrix energies, Targets targets, double loss) {
    restored.set(out, targets);
    Targets truth = restored.targets();
    double value =
        spec.lossAsTrained()
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
      Metric metric = spec.metrics().get(m - 1);
      Matrix read = metric.tasks().contains(Task.ENERGY) ? energies : prediction;
      states[m] = metric.update(states[m], read, truth);
    }
  }

  /** The states as they travel. */
  double[][] states() {
    for (int m = 1; m < states.length; m++) {
      states[m] = spec.metrics().get(m - 1).compact(states[m]);
    }
    return states;
  }

  /** Merges the states of shards, in their order, into the scores of the split. */
  static Scores merge(ModelSpec spec, List<double[][]> shards) {
    double[][] total = start(spec, 0);
    for (double[][] shard : shards) {
      for (int i = 0; i < 3; i++) {
        total[0][i] += shard[0][i];
      }
      for (int m = 1; m < total.length; m++) {
        total[m] = spec.metrics().get(m - 1).merge(total[m], shard[m]);
      }
    }
    return scores(spec, total);
  }

  private static Scores scores(ModelSpec spec, double[][] total) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    Map<String, List<List<Double>>> tables = new LinkedHashMap<>();
    Map<String, String> notes = new LinkedHashMap<>();
    for (int m = 1; m < total.length; m++) {
      Metric metric = spec.metrics().get(m - 1);
      if (metric instanceof TableMetric table) {
        tables.put(table.kind(), table.table(total[m]));
      } else if (metric instanceof ScalarMetric scalar) {
        metrics.put(scalar.kind(), scalar.result(total[m]));
        String note = scalar.note(total[m]);
        if (note != null) {
          notes.put(scalar.kind(), note);
        }
      }
    }
    return new Scores(total[0][0] / total[0][1], metrics, (long) total[0][2], tables, notes);
  }
}
