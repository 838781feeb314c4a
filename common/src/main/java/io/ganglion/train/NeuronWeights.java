package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Slot;
import io.ganglion.optimize.UpdateRule;
import java.util.stream.IntStream;

/** Where the incoming weights of neurons lie, for a rule that bounds them. */
public final class NeuronWeights {
  private NeuronWeights() {}

  /**
   * Refuses a bound where a first layer over sparse or categorical columns trains the weights of
   * touched columns only, since the length of a neuron's weights would take all of them in.
   *
   * @throws NetworkException naming the weights
   */
  public static void check(UpdateRule rule, Network network) {
    if (rule.maxNorm() == Double.POSITIVE_INFINITY) {
      return;
    }
    for (Slot slot : network.slots()) {
      if (slot.kind() == Slot.Kind.SPARSE_WEIGHT) {
        throw new NetworkException(
            "training.maxNorm: expected layers that train all their weights in a step, found "
                + slot.path()
                + ", of which a step trains the columns of its batch only: begin with an embedding,"
                + " or remove maxNorm");
      }
    }
  }

  /** Offset, rows and columns of each weight matrix {@code [neurons, inputs]}. */
  static int[] matrices(Network network) {
    return network.slots().stream()
        .filter(slot -> slot.kind() == Slot.Kind.WEIGHT)
        .flatMapToInt(slot -> IntStream.of(slot.offset(), slot.rows(), slot.columns()))
        .toArray();
  }
}
