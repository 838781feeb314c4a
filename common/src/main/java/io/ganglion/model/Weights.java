package io.ganglion.model;

import io.ganglion.network.Network;
import io.ganglion.network.Slot;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a network as tensors of a file. */
final class Weights {
  private Weights() {}

  /** A tensor for each parameter, in the order of the flat vector. */
  static List<Tensor> tensors(Network network) {
    return network.slots().stream().map(Weights::tensor).toList();
  }

  /** A bias or a statistic is a matrix of one row in the network, and a vector to the world. */
  private static Tensor tensor(Slot slot) {
    boolean vector =
        (slot.kind() == Slot.Kind.BIAS || !slot.kind().trainable()) && slot.rows() == 1;
    List<Integer> shape = vector ? List.of(slot.columns()) : List.of(slot.rows(), slot.columns());
    return new Tensor(slot.path(), shape);
  }

  /**
   * Reads the flat vector of all parameters. No memory is taken for it before the file is known to
   * hold each of them, in whatever order, and nothing else.
   *
   * @param file the name, for messages
   * @throws ModelException if it doesn't
   */
  static float[] read(String file, SafetensorsReader reader, Network network) throws IOException {
    Map<String, Slot> slots = new LinkedHashMap<>();
    network.slots().forEach(slot -> slots.put(slot.path(), slot));
    for (Tensor found : reader.tensors()) {
      Slot slot = slots.get(found.name());
      if (slot == null) {
        throw new ModelException(
            file + ": expected the tensors " + slots.keySet() + ", found " + found.name());
      }
      if (!found.equals(tensor(slot))) {
        throw new ModelException(file + ": expected " + tensor(slot) + ", found " + found);
      }
    }
    // Names are different, so that as many of them are all of them.
    if (reader.tensors().size() < slots.size()) {
      reader.tensors().forEach(found -> slots.remove(found.name()));
      throw new ModelException(file + ": expected the tensors " + slots.keySet() + ", found none");
    }
    float[] weights = new float[network.parameters()];
    for (Tensor tensor : reader.tensors()) {
      reader.read(weights, slots.get(tensor.name()).offset());
    }
    return weights;
  }
}
