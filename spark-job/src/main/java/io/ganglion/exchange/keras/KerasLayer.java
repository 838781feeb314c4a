package io.ganglion.exchange.keras;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A layer of Keras.
 *
 * @param kind its class, such as {@code Dense}
 * @param name different from those of the others
 * @param config its hyperparameters, without the name
 * @param weights in Keras' order
 */
record KerasLayer(String kind, String name, Map<String, Object> config, List<KerasWeight> weights) {
  KerasLayer {
    // In one order, so that two programs write the same text.
    config = Collections.unmodifiableMap(new TreeMap<>(config));
    weights = List.copyOf(weights);
  }

  /** A layer without weights. */
  static KerasLayer of(String kind, String name, Map<String, Object> config) {
    return new KerasLayer(kind, name, config, List.of());
  }

  /** The same layer under another name. */
  KerasLayer named(String other) {
    return new KerasLayer(kind, other, config, weights);
  }

  /** The tree that Keras reads. */
  Map<String, Object> tree() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("name", name);
    settings.put("dtype", "float32");
    settings.putAll(config);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("module", "keras.layers");
    tree.put("class_name", kind);
    tree.put("config", settings);
    tree.put("registered_name", null);
    return tree;
  }
}
