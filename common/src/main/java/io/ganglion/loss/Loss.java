package io.ganglion.loss;

import io.ganglion.config.Spec;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.Targets;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * A loss on the output {@code out [rows, outputs]} of a network before its link: on logits where
 * the link is sigmoid or softmax. Values are weighted sums over rows; the caller divides by the
 * weight.
 */
public interface Loss extends Spec {
  /** What turns the network's output into a prediction. */
  enum Link {
    IDENTITY,
    SIGMOID,
    SOFTMAX,
    EXPONENTIAL
  }

  /** What the targets are. */
  enum Target {
    /** Numbers without bounds. */
    NUMBERS,
    /** Numbers that are 0 or 1. */
    BINARY,
    /** The index of a class. */
    CLASS
  }

  /**
   * The sum over rows of weight times loss, and its derivative by {@code out}.
   *
   * @param dOut {@code [rows, outputs]}, overwritten; null where only the value is wanted
   */
  double valueAndGradient(Matrix out, Targets targets, Matrix dOut);

  /**
   * The product of the loss's Hessian by {@code out} with {@code v}: {@code hv = H v}, both {@code
   * [rows, outputs]}, with the weights in H.
   */
  void curvatureProduct(Matrix out, Targets targets, Matrix v, Matrix hv);

  /**
   * Applies the link, which by default leaves numbers as they are: {@code prediction [rows,
   * outputs]}, which may be {@code out} itself.
   */
  default void predict(Matrix out, Matrix prediction) {
    if (prediction != out) {
      Kernels.copy(out, prediction);
    }
  }

  Link link();

  Target target();

  /**
   * The value that users are shown, on outputs and targets that were brought back from standardised
   * ones to the units of the data. The same function, unless it has a parameter in those units.
   */
  default double restoredValue(Matrix out, Targets targets, TargetScaling scaling) {
    return valueAndGradient(out, targets, null);
  }

  /** The least that a target may be. Where there is a least one, targets are not standardised. */
  default double leastTarget() {
    return Double.NEGATIVE_INFINITY;
  }

  /** The greatest that a target may be; a loss that has one has a least one, too. */
  default double greatestTarget() {
    return Double.POSITIVE_INFINITY;
  }
}
