package io.ganglion.optimize;

import io.ganglion.tensor.Ranges;
import java.io.Serializable;

/**
 * {@code factor Σ|w|} over some parameters, for minimisers: the function has kinks where one of
 * them is 0, and each orthant, in which no sign changes, is smooth.
 *
 * <p>Source: Andrew &amp; Gao 2007, "Scalable training of L1-regularized log-linear models"
 * (OWL-QN), section 3.1.
 *
 * @param factor at least 0
 * @param ranges the parameters that it weighs
 */
public record L1Penalty(double factor, Ranges ranges) implements Serializable {
  /** No penalty. */
  public static final L1Penalty NONE = new L1Penalty(0.0, new Ranges());

  /** Whether there is none. */
  public boolean none() {
    return factor == 0.0;
  }

  /** The penalty itself. */
  public double value(float[] weights) {
    if (none()) {
      return 0.0;
    }
    double sum = 0.0;
    for (int r = 0; r < ranges.count(); r++) {
      for (int i = ranges.from(r); i < ranges.to(r); i++) {
        sum += Math.abs(weights[i]);
      }
    }
    return factor * sum;
  }

  /**
   * Turns the gradient of the smooth part into the pseudo-gradient, whose negative is the direction
   * of steepest descent: with the sign of a weight, and at 0 whichever one-sided derivative is
   * downhill, or 0.
   */
  public void addTo(float[] weights, float[] gradient) {
    if (none()) {
      return;
    }
    float slope = (float) factor;
    for (int r = 0; r < ranges.count(); r++) {
      for (int i = ranges.from(r); i < ranges.to(r); i++) {
        gradient[i] = slopeAt(weights[i], gradient[i], slope);
      }
    }
  }

  private static float slopeAt(float weight, float smooth, float slope) {
    if (weight != 0f) {
      return smooth + Math.copySign(slope, weight);
    }
    if (smooth > slope) {
      return smooth - slope;
    }
    return smooth < -slope ? smooth + slope : 0f;
  }

  /** Sets to 0 what in {@code direction} does not go down the pseudo-gradient. */
  public void align(float[] direction, float[] pseudoGradient) {
    if (none()) {
      return;
    }
    for (int r = 0; r < ranges.count(); r++) {
      for (int i = ranges.from(r); i < ranges.to(r); i++) {
        if (direction[i] * pseudoGradient[i] >= 0f) {
          direction[i] = 0f;
        }
      }
    }
  }

  /**
   * The point {@code weights + step direction}; a penalised weight that would change its sign stops
   * at 0. The same bits wherever it is computed.
   *
   * @param point out; not {@code weights} itself
   */
  public void point(float[] weights, float[] direction, double step, float[] point) {
    for (int i = 0; i < weights.length; i++) {
      point[i] = (float) (weights[i] + step * direction[i]);
    }
    if (none()) {
      return;
    }
    for (int r = 0; r < ranges.count(); r++) {
      for (int i = ranges.from(r); i < ranges.to(r); i++) {
        if (point[i] * weights[i] < 0f) {
          point[i] = 0f;
        }
      }
    }
  }
}
