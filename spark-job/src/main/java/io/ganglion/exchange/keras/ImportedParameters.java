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
    if (index < weights.size() && weights.get(index).matrix()) {
      values.put(path, weights.get(index).transposed());
    }
  }

  /** Ones, however many there are. */
  void ones(String path) {
    values.put(path, ONES);
  }

  /** The flat vector of all parameters; those that the file leaves out are 0. */
  float[] flat(Network network, Problems problems) {
    float[] flat = new float[network.parameters()];
    for (Slot slot : network.slots()) {
      float[] found = values.getOrDefault(slot.path(), new float[slot.size()]);
      if (found == ONES) {
        Arrays.fill(flat, slot.offset(), slot.end(), 1f);
      } else if (found.length == slot.size()) {
        System.arraycopy(found, 0, flat, slot.offset(), found.length);
        checkFinite(slot, found, problems);
      } else {
        problems.add(
            "model_weights",
            "expected %d numbers for %s, found %d"
                .formatted(slot.size(), slot.path(), found.length));
      }
    }
    return flat;
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
