package io.ganglion.network;

/** A bound layer that keeps statistics of what passed through it in training. */
public interface Observing {
  /**
   * Moves the statistics on by the batch of the last forward pass in training: once a step, however
   * often forward and backward ran on the batch.
   */
  void observe(Pass pass);
}
