package io.ganglion.optimize;

import io.ganglion.config.Section;

/**
 * Lowers the learning rate along a straight line: {@code 1 − (1 − to) t} with t from 0 to 1.
 *
 * @param to the share of the learning rate at the end, in [0, 1)
 * @param over epochs from the end of the warm-up on; 0: all that are left
 * @param warmUp epochs, at least 0
 */
public record LinearDecay(double to, double over, double warmUp) implements Schedule {
  /** The name in a job file. */
  static final String KIND = "linear";

  /** To 0 over the whole training. */
  public static LinearDecay defaults() {
    return new LinearDecay(0.0, 0.0, 0.0);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static LinearDecay read(Section section) {
    LinearDecay otherwise = defaults();
    return new LinearDecay(
        section.number("to", otherwise.to, 0.0, 1.0),
        section.number("over", otherwise.over, 0.0, Double.POSITIVE_INFINITY),
        Schedule.warmUp(section));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public double share(double epoch, double epochs, double[] state) {
    return 1.0 - (1.0 - to) * Schedule.progress(epoch, over == 0.0 ? epochs : over);
  }
}
