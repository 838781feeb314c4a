package io.ganglion.exchange;

import io.ganglion.data.Shape;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.LayerSpec;
import io.ganglion.train.ModelSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A layer of a network under the name that binding gave it.
 *
 * @param name for example {@code dense_1}; its parameters are called {@code dense_1/weight}
 * @param output the shape of its output
 * @param inner the layers inside a combinator, in the order of {@link LayerSpec#inner}
 */
public record NamedLayer(String name, LayerSpec spec, Shape output, List<NamedLayer> inner) {
  public NamedLayer {
    inner = List.copyOf(inner);
  }

  /** Whether its output has a row for each step of a sequence. */
  public boolean perStep() {
    return output instanceof Shape.Sequence;
  }

  /** The layers of a model's network, the last one without the activation that the loss applies. */
  public static List<NamedLayer> of(ModelSpec model) {
    List<LayerEntry> entries = new ArrayList<>(model.network().layers());
    int last = entries.size() - 1;
    LayerSpec folded = entries.get(last).spec().withoutLink(model.loss().link());
    entries.set(last, new LayerEntry(entries.get(last).name(), folded));
    // Layers are bound before those inside them, and those one after another.
    return named(entries, model.bind().layers().iterator());
  }

  private static List<NamedLayer> named(List<LayerEntry> entries, Iterator<LayerInfo> bound) {
    List<NamedLayer> layers = new ArrayList<>();
    for (LayerEntry entry : entries) {
      LayerInfo info = bound.next();
      List<NamedLayer> inner = named(entry.spec().inner(), bound);
      layers.add(new NamedLayer(info.name(), entry.spec(), info.output(), inner));
    }
    return layers;
  }
}
