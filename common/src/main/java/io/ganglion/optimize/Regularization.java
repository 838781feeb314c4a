package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Ranges;
import java.io.Serializable;

/**
 * What the objective adds to the mean loss for the decayed weights: {@code l1 Σ|w| + l2 Σw²}, with
 * the gradient {@code l1 sign(w) + 2 l2 w}.
 *
 * <p>Biases, norms and embeddings are not decayed. Of slots that are trained by touched rows only
 * the rows of the batch take part, so a row that comes seldom is held back less.
 *
 * <p>Source: Hoerl &amp; Kennard 1970 for l2; Tibshirani 1996 for l1.
 *
 * @param l1 at least 0
 * @param l2 at least 0
 */
public record Regularization(double l1, double l2) implements Serializable {
  /** Nothing is added. */
  public static final Regularization NONE = new Regularization(0.0, 0.0);

  /** Reads {@code l1} and {@code l2} of the settings of training. */
  public static Regularization read(Section training) {
    return new Regularization(
        training.number("l1", NONE.l1, 0.0, Double.POSITIVE_INFINITY),
        training.number("l2", NONE.l2, 0.0, Double.POSITIVE_INFINITY));
  }

  /** The value at {@code weights}, over the ranges. */
  public double value(float[] weights, Ranges decayed) {
    if (l1 == 0.0 && l2 == 0.0) {
      return 0.0;
    }
    double sum = 0.0;
    for (int r = 0; r < decayed.count(); r++) {
      for (int i = decayed.from(r); i < decayed.to(r); i++) {
        double w = weights[i];
        sum += l1 * Math.abs(w) + l2 * w * w;
      }
    }
    return sum;
  }

  /** Adds the gradient at {@code weights} to {@code gradient}, within the ranges. */
  public void addGradient(float[] weights, float[] gradient, Ranges decayed) {
    if (l1 == 0.0 && l2 == 0.0) {
      return;
    }
    float slope = (float) (2.0 * l2);
    for (int i = 0; i < decayed.count(); i++) {
      if (l2 != 0.0) {
        addScaled(slope, weights, gradient, decayed.from(i), decayed.to(i));
      }
      if (l1 != 0.0) {
        addSign((float) l1, weights, gradient, decayed.from(i), decayed.to(i));
      }
    }
  }

  /** Adds the diagonal of the second derivative, {@code 2 l2}, within the ranges. */
  public void addCurvature(float[] curvature, Ranges decayed) {
    if (l2 == 0.0) {
      return;
    }
    float constant = (float) (2.0 * l2);
    for (int i = 0; i < decayed.count(); i++) {
      for (int j = decayed.from(i); j < decayed.to(i); j++) {
        curvature[j] += constant;
      }
    }
  }

  private static void addScaled(float scale, float[] weights, float[] gradient, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] += scale * weights[i];
    }
  }

  private static void addSign(float scale, float[] weights, float[] gradient, int from, int to) {
    for (int i = from; i < to; i++) {
      // The sign by bounds instead of branches: many times as fast on weights of mixed signs.
      gradient[i] += Math.max(-scale, Math.min(scale, weights[i] * Float.MAX_VALUE));
    }
  }
}
