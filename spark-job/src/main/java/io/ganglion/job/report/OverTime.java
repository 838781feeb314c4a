package io.ganglion.job.report;

import io.ganglion.data.Shape;
import io.ganglion.job.report.ReportData.LayerFacts;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.Steps;
import java.util.ArrayList;
import java.util.List;

/**
 * What a layer does with the steps of sequences.
 *
 * @param each whether its output has a row for each step
 * @param pooled whether it makes one row of all steps
 * @param cycles the directions in which a state goes from step to step; empty for none
 */
record OverTime(boolean each, boolean pooled, List<Steps> cycles) {
  private static final List<Steps> BOTH = List.of(Steps.FORWARD, Steps.BACKWARD);

  /** Layer i; one that holds a copy for each direction has the cycles of both. */
  static OverTime of(List<LayerFacts> layers, int i) {
    LayerInfo info = layers.get(i).info();
    boolean each = info.output() instanceof Shape.Sequence;
    List<Steps> inside = new ArrayList<>();
    for (int j = i + 1; j < i + 1 + inside(layers, i); j++) {
      LayerInfo inner = layers.get(j).info();
      if (inner.depth() == info.depth() + 1) {
        inside.add(inner.steps());
      }
    }
    List<Steps> own = info.steps().recurrent() ? List.of(info.steps()) : List.of();
    return new OverTime(each, info.steps() == Steps.POOLED, inside.equals(BOTH) ? BOTH : own);
  }

  /** What comes in: steps, if that is what the first layer, or the first inside it, takes. */
  static OverTime ofInput(List<LayerFacts> layers) {
    boolean each = false;
    for (int i = 0; i < layers.size() && layers.get(i).info().depth() == i + 1; i++) {
      LayerInfo info = layers.get(i).info();
      each |= info.output() instanceof Shape.Sequence || info.steps() != Steps.EACH;
    }
    return new OverTime(each, false, List.of());
  }

  /** The number of layers inside layer i, those inside them included. */
  static int inside(List<LayerFacts> layers, int i) {
    int end = i + 1;
    while (end < layers.size() && layers.get(end).info().depth() > layers.get(i).info().depth()) {
      end++;
    }
    return end - i - 1;
  }

  boolean recurrent() {
    return !cycles.isEmpty();
  }

  /** What a row of the output is; empty where there are no steps to speak of. */
  String rows() {
    if (each) {
      return "each step";
    }
    return pooled || recurrent() ? "whole sequence" : "";
  }

  /** The cycles as characters; empty for none. */
  String signs() {
    StringBuilder signs = new StringBuilder();
    for (Steps direction : cycles) {
      signs.append(direction == Steps.FORWARD ? '↻' : '↺');
    }
    return signs.toString();
  }
}
