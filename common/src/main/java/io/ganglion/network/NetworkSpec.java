package io.ganglion.network;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A network from first to last layer, before it is bound to columns.
 *
 * @param layers at least one
 */
public record NetworkSpec(List<LayerEntry> layers) implements Serializable {
  public NetworkSpec {
    layers = List.copyOf(layers);
  }

  /** A network of layers without names of their own. */
  public static NetworkSpec of(LayerSpec... layers) {
    return new NetworkSpec(Arrays.stream(layers).map(LayerEntry::of).toList());
  }

  /** How many edges away from a node lies what its output depends on. */
  public int hops() {
    return hops(layers);
  }

  /** Of layers one after another. */
  public static int hops(List<LayerEntry> layers) {
    return layers.stream().mapToInt(layer -> layer.spec().hops()).sum();
  }

  /** The undirected network that stands at its end; null where there is none. */
  public UndirectedSpec undirected() {
    return !layers.isEmpty() && layers.get(layers.size() - 1).spec() instanceof UndirectedSpec spec
        ? spec
        : null;
  }
}
