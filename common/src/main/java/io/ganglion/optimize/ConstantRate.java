package io.ganglion.optimize;

import io.ganglion.config.Section;

/**
 * The optimizer's learning rate in every step, after a warm-up where wanted.
 *
 * @param warmUp epochs, at least 0
 */
public record ConstantRate(double warmUp) implements Schedule {
  /** The name in a job file. */
  static final String KIND = "constant";

  /** Without a warm-up. */
  public static ConstantRate defaults() {
    return new ConstantRate(0.0);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static ConstantRate read(Section section) {
    return new ConstantRate(Schedule.warmUp(section));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public double share(double epoch, double epochs, double[] state) {
    return 1.0;
  }
}
