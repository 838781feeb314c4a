package io.ganglion.optimize;

import io.ganglion.config.Section;

/**
 * Multiplies the learning rate by a factor every so many epochs: {@code factor^⌊epoch / every⌋}.
 *
 * @param every epochs between two changes, above 0
 * @param factor above 0
 * @param warmUp epochs, at least 0
 */
public record StepDecay(double every, double factor, double warmUp) implements Schedule {
  /** The name in a job file. */
  static final String KIND = "step";

  private static final double FACTOR = 0.1;

  /** Reads the hyperparameters; {@code every} is required. */
  public static StepDecay read(Section section) {
    return new StepDecay(
        section.positive("every"), section.positive("factor", FACTOR), Schedule.warmUp(section));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public double share(double epoch, double epochs, double[] state) {
    return Math.pow(factor, Math.floor(epoch / every));
  }
}
