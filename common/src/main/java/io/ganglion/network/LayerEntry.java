package io.ganglion.network;

import java.io.Serializable;

/**
 * A place in a network: a layer, and the name that it was given.
 *
 * @param name null where the layer takes its kind and count: {@code dense_1}
 */
public record LayerEntry(String name, LayerSpec spec) implements Serializable {
  /** A layer without a name of its own. */
  public static LayerEntry of(LayerSpec spec) {
    return new LayerEntry(null, spec);
  }
}
