package io.ganglion.metric;

import io.ganglion.config.Section;
import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/**
 * The share of rows whose class is among the k largest predictions, rows weighted. A row counts
 * where fewer than k classes have a prediction above that of its own, so that ties are in its
 * favour.
 *
 * @param k at least 1
 */
public record TopKAccuracy(int k) implements ScalarMetric {
  static TopKAccuracy read(Section section) {
    return new TopKAccuracy(section.integer("k", 5, 1));
  }

  @Override
  public String kind() {
    return "top_k_accuracy";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.CLASSES);
  }

  @Override
  public double[] start(long rows) {
    return Sums.start();
  }

  @Override
  public double[] update(double[] state, Matrix prediction, Targets targets) {
    for (int r = 0; r < prediction.rows; r++) {
      float own = prediction.get(r, targets.classes[r]);
      int above = 0;
      for (int c = 0; c < prediction.columns; c++) {
        above += prediction.get(r, c) > own ? 1 : 0;
      }
      Sums.add(state, targets.weight(r), above < k ? 1.0 : 0.0);
    }
    return state;
  }

  @Override
  public double result(double[] state) {
    return Sums.mean(state);
  }

  @Override
  public boolean largerIsBetter() {
    return true;
  }
}
