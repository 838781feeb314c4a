package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How often which class is taken for which: row t, column p holds the weight of the rows of class t
 * that are said to be of class p. Yes-or-no answers are two classes, no before yes; of several
 * outputs each counts as an answer.
 */
public record ConfusionMatrix() implements TableMetric {
  @Override
  public String kind() {
    return "confusion_matrix";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.YES_OR_NO, Task.CLASSES);
  }

  @Override
  public double[] start(long rows) {
    return new double[0];
  }

  @Override
  public double[] update(double[] state, Matrix prediction, Targets targets) {
    int classes = targets.classes == null ? 2 : prediction.columns;
    double[] counts = Answers.sized(state, classes * classes);
    for (int r = 0; r < prediction.rows; r++) {
      double weight = targets.weight(r);
      if (targets.classes != null) {
        counts[targets.classes[r] * classes + Answers.largest(prediction, r)] += weight;
        continue;
      }
      for (int c = 0; c < prediction.columns; c++) {
        int actual = Answers.yes(targets, r, c) ? 1 : 0;
        int said = Answers.yes(prediction, r, c) ? 1 : 0;
        counts[actual * classes + said] += weight;
      }
    }
    return counts;
  }

  @Override
  public List<List<Double>> table(double[] state) {
    int classes = (int) Math.sqrt(state.length);
    List<List<Double>> table = new ArrayList<>();
    for (int t = 0; t < classes; t++) {
      List<Double> row = new ArrayList<>();
      for (int p = 0; p < classes; p++) {
        row.add(state[t * classes + p]);
      }
      table.add(List.copyOf(row));
    }
    return List.copyOf(table);
  }
}
