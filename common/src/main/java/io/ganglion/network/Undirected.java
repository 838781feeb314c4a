package io.ganglion.network;

import io.ganglion.data.Batch;
import io.ganglion.data.Shape;
import io.ganglion.tensor.Matrix;

/**
 * An undirected network, bound: its output is the row as it recalls it, before the link of its
 * loss. What {@link #backward} adds is its own estimate of a gradient, whatever the loss; so
 * nothing that asks for exact derivatives may train it.
 */
public interface Undirected extends InputLayer {
  /** The shape of the units that a user may look at. */
  Shape units();

  /** What the last forward pass left in them, {@code [rows, units]}. */
  Matrix units(Pass pass);

  /**
   * Writes the energy of each row of the batch, after a forward pass.
   *
   * @param y what forward wrote
   * @param energies {@code [rows, 1]}, overwritten
   */
  void energies(Pass pass, Batch batch, Matrix y, Matrix energies);

  @Override
  default void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    throw new UnsupportedOperationException("an undirected network has no tangent");
  }
}
