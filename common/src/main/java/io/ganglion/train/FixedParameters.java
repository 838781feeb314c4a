package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.Slot;
import java.util.List;

/** The parameters that are not trained, such as statistics, one after another. */
final class FixedParameters {
  private final List<Slot> slots;

  FixedParameters(Network network) {
    this.slots = network.slots().stream().filter(slot -> !slot.kind().trainable()).toList();
  }

  int size() {
    return slots.stream().mapToInt(Slot::size).sum();
  }

  /** Those among all parameters. */
  float[] of(float[] weights) {
    float[] values = new float[size()];
    int at = 0;
    for (Slot slot : slots) {
      System.arraycopy(weights, slot.offset(), values, at, slot.size());
      at += slot.size();
    }
    return values;
  }

  /** Puts them back among all parameters. */
  void write(float[] values, float[] weights) {
    int at = 0;
    for (Slot slot : slots) {
      System.arraycopy(values, at, weights, slot.offset(), slot.size());
      at += slot.size();
    }
  }
}
