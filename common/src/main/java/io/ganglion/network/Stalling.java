package io.ganglion.network;

import io.ganglion.tensor.Matrix;

/**
 * A bound layer whose units can stall: where the slope of its activation is next to 0, no gradient
 * flows back, and the weights before it do not move.
 */
public interface Stalling {
  /** How the units stall. */
  enum Kind {
    /** At a bound of the activation, row by row: sigmoid, tanh, softmax. */
    SATURATED,
    /** On the flat side of the activation, for good where every row is there: relu and its kin. */
    DEAD
  }

  /** How the units of this layer stall; null where they cannot. */
  Kind stall();

  /**
   * Writes the slope of the activation for each row and unit, after a forward pass.
   *
   * @param x the input {@code [rows, in]}; null for a first layer
   * @param y what forward wrote, {@code [rows, units]}
   * @param slopes {@code [rows, units]}, overwritten
   */
  void slopes(Pass pass, Matrix x, Matrix y, Matrix slopes);
}
