package io.ganglion.optimize;

import io.ganglion.config.Section;

/**
 * Multiplies the learning rate by the same factor in each epoch, a part of it in each step: {@code
 * rate^epoch}.
 *
 * @param rate the factor of an epoch, above 0
 * @param warmUp epochs, at least 0
 */
public record ExponentialDecay(double rate, double warmUp) implements Schedule {
  /** The name in a job file. */
  static final String KIND = "exponential";

  /** Reads the hyperparameters; {@code rate} is required. */
  public static ExponentialDecay read(Section section) {
    return new ExponentialDecay(section.positive("rate"), Schedule.warmUp(section));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public double share(double epoch, double epochs, double[] state) {
    return Math.pow(rate, epoch);
  }
}
