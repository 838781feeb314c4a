package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Ranges;
import java.io.Serializable;
import java.util.Map;

/**
 * Bounds on the gradient of a batch: each element is cut to {@code [−value, value]}, then the
 * gradient is shortened to {@code norm} where it is longer: {@code g *= min(1, norm / ‖g‖)}. In
 * this order both bounds hold.
 *
 * <p>The norm is the Euclidean one over all parameters that the step trains; rows of a table that
 * the batch did not touch have no gradient.
 *
 * <p>Source: Pascanu, Mikolov &amp; Bengio 2013, "On the difficulty of training recurrent neural
 * networks", algorithm 1.
 *
 * @param norm above 0; infinite for no bound
 * @param value above 0; infinite for no bound
 */
public record Clipping(double norm, double value) implements Serializable {
  /** No bounds. */
  public static final Clipping NONE =
      new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Reads {@code clip} of the settings of training. */
  static Clipping read(Section training) {
    if (!training.has("clip")) {
      return NONE;
    }
    Section section = training.section("clip");
    Clipping clipping =
        new Clipping(section.positive("norm", NONE.norm), section.positive("value", NONE.value));
    section.finish();
    boolean map = training.value("clip") instanceof Map;
    if (map && !section.has("norm") && !section.has("value")) {
      training.problem("clip", "expected a bound, found none: set norm: 1.0 or value: 0.5 in it");
    }
    return clipping;
  }

  /** Cuts and shortens the gradient within the ranges. */
  void apply(float[] gradient, Ranges active) {
    if (value != Double.POSITIVE_INFINITY) {
      for (int i = 0; i < active.count(); i++) {
        cut(gradient, (float) value, active.from(i), active.to(i));
      }
    }
    if (norm != Double.POSITIVE_INFINITY) {
      shorten(gradient, active);
    }
  }

  private static void cut(float[] gradient, float bound, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] = Math.max(-bound, Math.min(bound, gradient[i]));
    }
  }

  private void shorten(float[] gradient, Ranges active) {
    double squares = 0.0;
    for (int i = 0; i < active.count(); i++) {
      squares += Kernels.sumOfSquares(gradient, active.from(i), active.to(i));
    }
    double length = Math.sqrt(squares);
    // A NaN is not greater than anything: it stays, so that the divergence is seen.
    if (length > norm) {
      for (int i = 0; i < active.count(); i++) {
        scale(gradient, (float) (norm / length), active.from(i), active.to(i));
      }
    }
  }

  private static void scale(float[] gradient, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] *= factor;
    }
  }
}
