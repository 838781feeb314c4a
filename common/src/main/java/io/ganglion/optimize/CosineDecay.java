package io.ganglion.optimize;

import io.ganglion.config.Section;

/**
 * Lowers the learning rate along half a cosine, slowly at first and at last: {@code to + (1 − to)
 * (1 + cos(π t)) / 2} with t from 0 to 1.
 *
 * <p>Source: Loshchilov &amp; Hutter 2017, "SGDR", eq. 5, without restarts.
 *
 * @param to the share of the learning rate at the end, in [0, 1)
 * @param over epochs from the end of the warm-up on; 0: all that are left
 * @param warmUp epochs, at least 0
 */
public record CosineDecay(double to, double over, double warmUp) implements Schedule {
  /** The name in a job file. */
  static final String KIND = "cosine";

  /** To 0 over the whole training. */
  public static CosineDecay defaults() {
    return new CosineDecay(0.0, 0.0, 0.0);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static CosineDecay read(Section section) {
    CosineDecay otherwise = defaults();
    return new CosineDecay(
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
    double progress = Schedule.progress(epoch, over == 0.0 ? epochs : over);
    return to + (1.0 - to) * 0.5 * (1.0 + Math.cos(Math.PI * progress));
  }
}
