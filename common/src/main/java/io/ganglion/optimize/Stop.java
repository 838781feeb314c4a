package io.ganglion.optimize;

import io.ganglion.config.Section;
import java.util.Locale;

/** When a minimiser has converged. The defaults are about as strict as float32 can tell. */
final class Stop {
  /** At or below this norm of the gradient the weights are taken as a minimum. */
  static final double GRADIENT_NORM = 1e-6;

  /** An iteration that lowers the value by less than this share of it gains nothing. */
  static final double DECREASE = 1e-8;

  /** Why to stop where a line search fails even along the gradient. */
  static final String NOTHING_LOWER = "converged: no lower loss along the gradient";

  private Stop() {}

  static double gradientNorm(Section section) {
    return section.number("gradientNorm", GRADIENT_NORM, 0.0, Double.POSITIVE_INFINITY);
  }

  static double decrease(Section section) {
    return section.number("decrease", DECREASE, 0.0, 1.0);
  }

  /** Why to stop; null to go on. */
  static String reason(
      double before, double after, double norm, double gradientNorm, double decrease) {
    if (norm <= gradientNorm) {
      return String.format(
          Locale.ROOT, "converged: the gradient's norm %.3g is at most %.3g", norm, gradientNorm);
    }
    if (before - after <= decrease * Math.max(Math.abs(before), Math.abs(after))) {
      return String.format(
          Locale.ROOT, "converged: the last step lowered the loss by at most %.3g of it", decrease);
    }
    return null;
  }
}
