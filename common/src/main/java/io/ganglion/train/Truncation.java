package io.ganglion.train;

import io.ganglion.data.Pieces;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;

/**
 * Backpropagation through time in pieces: a batch of sequences is cut into pieces of a few steps,
 * each of which moves the weights once. The state is carried from piece to piece, but no gradient
 * comes back over the border. Dropout is drawn anew for each piece.
 *
 * <p>Source: Williams &amp; Peng 1990, "An efficient gradient-based algorithm for on-line training
 * of recurrent network trajectories", where a piece is both the period and the reach.
 */
public final class Truncation {
  /** Sequences stay whole. */
  public static final int NONE = Integer.MAX_VALUE;

  private Truncation() {}

  /**
   * Checks that a network can learn from pieces.
   *
   * @param steps of a piece, or {@link #NONE}
   * @throws NetworkException naming the layer that can't
   */
  public static void check(int steps, Network network) {
    String why = steps == NONE ? null : network.uncuttable();
    if (why != null) {
      throw new NetworkException(
          "training.truncation: "
              + why
              + ": remove the key, or let the network answer step by step");
    }
  }

  /** What cuts batches; null where sequences stay whole. */
  static Pieces pieces(int steps, ModelSpec spec) {
    return steps == NONE ? null : new Pieces(spec.columns(), steps);
  }
}
