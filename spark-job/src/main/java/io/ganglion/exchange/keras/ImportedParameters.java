package io.ganglion.exchange.keras;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.network.Network;
import io.ganglion.network.Slot;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of parameters by their path, as a file gives them, until the network is bound. */
final class ImportedParameters {
  /** What stands for parameters of any size that a file leaves out. */
  private static final float[] ONES = {1f};

  private final Map<String, float[]> values = new HashMap<>();

  /** Notes a problem if a layer hasn't as many weights. */
  void take(Section config, String layer, List<KerasWeight> weights, int count) {
    if (weights.size() != count) {
      config
          .problems()
          .add("model_weights." + layer, "expected " + count + " weights, found " + weights.size());
    }
  }

  /** A weight as it stands. */
  void plain(String path, List<KerasWeight> weights, int index) {
    if (index < weights.size()) {
      values.put(path, weights.get(index).values());
    }
  }

  /** A kernel {@code [in, out]}, which we hold as {@code [out, in]}. */
  void transposed(String path, List<KerasWeight> weights, int index) {
    if (index < weights.size()) {
      KerasWeight weight = weights.get(index);
      // A vector in the place of a kernel has too few numbers, or those of a matrix of one row.
      values.put(path, weight.matrix() ? weight.transposed() : weight.values());
    }
  }

  /** Ones, however many there are. */
  void ones(String path) {
    values.put(path, ONES);
  }

  /** Notes what a network has otherwise than the file, before memory is taken for it. */
  void check(Network network, Problems problems) {
    network.slots().forEach(slot -> check(slot, problems));
  }

  /**
   * The flat vector of all parameters, which were checked; those that the file leaves out are 0.
   */
  float[] flat(Network network) {
    float[] flat = new float[network.parameters()];
    for (Slot slot : network.slots()) {
      float[] found = values.get(slot.path());
      if (found == ONES) {
        Arrays.fill(flat, slot.offset(), slot.end(), 1f);
      } else if (found != null) {
        System.arraycopy(found, 0, flat, slot.offset(), found.length);
      }
    }
    return flat;
  }

  private void check(Slot slot, Problems problems) {
    float[] found = values.get(slot.path());
    if (found == null || found == ONES) {
      return;
    }
    if (found.length == slot.size()) {
      checkFinite(slot, found, problems);
    } else {
      problems.add(
          "model_weights",
          "expected %d numbers for %s, found %d".formatted(slot.size(), slot.path(), found.length));
    }
  }

  private static void checkFinite(Slot slot, float[] found, Problems problems) {
    for (float value : found) {
      if (!Float.isFinite(value)) {
        problems.add(
            "model_weights", "expected finite numbers for " + slot.path() + ", found " + value);
        return;
      }
    }
  }
}
