package io.ganglion.optimize;

import io.ganglion.config.Spec;

/**
 * A first-order optimizer: moves the parameters by what it makes of the gradient of a mini-batch.
 * It holds no numbers of a run: those are in the {@link Step}.
 *
 * <p>Rule, update and the clearing of the gradient are one pass, since on a large network each pass
 * over the parameters costs as much as some of the products.
 */
public interface GradientTransform extends Spec {
  /** The number of state vectors, each as long as the parameters and zero at the start. */
  int vectors();

  /**
   * After how many steps it wants a new curvature diagonal, the first in step 1; 0: never. In the
   * other steps {@link Step#curvature} is null.
   */
  default int curvatureEvery() {
    return 0;
  }

  /** The learning rate that {@link Step#learningRate} starts from. */
  double learningRate();

  /** The decoupled weight decay that it brings itself; 0: none. */
  default double weightDecay() {
    return 0.0;
  }

  /**
   * Moves weights and state, and leaves the gradient at zero for the next batch to add to, all
   * within the active ranges only. Allocates nothing. Without curvature a parameter moves by its
   * own gradient and state alone, since a step may be taken part by part.
   */
  void apply(Step step);
}
