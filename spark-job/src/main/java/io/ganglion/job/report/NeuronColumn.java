package io.ganglion.job.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where the neurons of one stage stand in the picture.
 *
 * @param stage whose neurons they are
 * @param x of all of them
 * @param heights of those that are drawn, from the top
 * @param gap where the neurons are that are left out; NaN where none is
 */
record NeuronColumn(Stage stage, double x, List<Double> heights, double gap) {
  /** The most neurons that are drawn one by one. */
  static final int MOST = 16;

  private static final int AT_EACH_END = 7;

  /** The number of places that the neurons of a stage take, the gap counted. */
  static int places(Stage stage) {
    return Math.min(MOST, stage.units());
  }

  /** A column around the height {@code middle}, {@code pitch} from neuron to neuron. */
  static NeuronColumn of(Stage stage, double x, double middle, double pitch) {
    double top = middle - pitch * (places(stage) - 1) / 2;
    if (stage.units() <= MOST) {
      return new NeuronColumn(
          stage,
          x,
          IntStream.range(0, stage.units()).mapToObj(i -> top + i * pitch).toList(),
          Double.NaN);
    }
    DoubleStream heights =
        IntStream.range(0, MOST)
            .filter(i -> i < AT_EACH_END || i >= MOST - AT_EACH_END)
            .mapToDouble(i -> top + i * pitch);
    return new NeuronColumn(stage, x, heights.boxed().toList(), middle);
  }

  boolean elided() {
    return !Double.isNaN(gap);
  }

  /** The name of each neuron; empty where they have none, or not all are drawn. */
  List<String> labels() {
    return elided() ? List.of() : stage.labels();
  }
}
