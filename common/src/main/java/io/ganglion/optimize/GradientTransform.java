package io.ganglion.optimize;

import io.ganglion.config.Spec;

/**
 * A first-order optimizer: turns the gradient of a mini-batch into an update of the parameters,
 * {@code w += update}. It holds no numbers of a run: those are in the {@link Step}.
 */
public interface GradientTransform extends Spec {
  /** The number of state vectors, each as long as the parameters and zero at the start. */
  int vectors();

  /** After how many steps it wants a new curvature diagonal; 0: never. */
  default int curvatureEvery() {
    return 0;
  }

  /** The learning rate that {@link Step#learningRate} starts from. */
  double learningRate();

  /**
   * Replaces the gradient in {@link Step#update} by what is to be added to the weights, and moves
   * the state on, both within the active ranges only. Allocates nothing.
   */
  void apply(Step step);
}
