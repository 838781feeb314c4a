package io.ganglion.exchange.keras;

import io.ganglion.config.Json;
import io.ganglion.model.ModelException;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keras' HDF5 file: an attribute with the tree of layers as JSON, and a group for each layer that
 * has weights, which says their order.
 */
final class KerasHdf5 {
  private static final String VERSION = "3.0.0";

  /** HDF5 keeps attributes beside each other in a header of 64 KiB. */
  private static final int LONGEST_ATTRIBUTE = 50_000;

  private KerasHdf5() {}

  /**
   * Writes a file.
   *
   * @throws ModelException if HDF5 can't hold the description of the layers
   */
  static void write(Path file, Map<String, Object> config, List<KerasLayer> layers) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      attribute(hdf, "keras_version", VERSION);
      attribute(hdf, "backend", "tensorflow");
      attribute(hdf, "model_config", Json.write(config));
      WritableGroup weights = hdf.putGroup("model_weights");
      attribute(weights, "keras_version", VERSION);
      attribute(weights, "backend", "tensorflow");
      List<KerasLayer> weighted =
          layers.stream().filter(layer -> !layer.weights().isEmpty()).toList();
      attribute(weights, "layer_names", weighted.stream().map(KerasLayer::name).toList());
      weighted.forEach(layer -> write(layer, weights.putGroup(layer.name())));
    }
  }

  private static void write(KerasLayer layer, WritableGroup group) {
    List<String> names = new ArrayList<>();
    for (KerasWeight weight : layer.weights()) {
      names.add(weight.name());
      group.putDataset(weight.name(), weight.array());
    }
    if (layer.kind().equals("Normalization")) {
      // The number of rows that the moments are of, which Keras reads and does not use.
      names.add("count");
      group.putDataset("count", 0L);
    }
    attribute(group, "weight_names", names);
  }

  private static void attribute(WritableGroup group, String name, String value) {
    checkLength(name, value.getBytes(StandardCharsets.UTF_8).length);
    group.putAttribute(name, value);
  }

  private static void attribute(WritableGroup group, String name, List<String> values) {
    int longest =
        values.stream()
            .mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length)
            .max()
            .orElse(0);
    checkLength(name, longest * values.size());
    group.putAttribute(name, values.toArray(new String[0]));
  }

  private static void checkLength(String name, int length) {
    if (length > LONGEST_ATTRIBUTE) {
      throw new ModelException(
          "model: expected a description of at most %,d bytes, as HDF5 holds, found %,d of %s: export to onnx"
              .formatted(LONGEST_ATTRIBUTE, length, name));
    }
  }
}
