package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Plan;
import io.ganglion.network.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two copies of a layer over the same sequences, one from the beginning and one from the end:
 * {@code y = [f(x), ḡ(x)]}, {@code f(x) + ḡ(x)} or half of that, where {@code ḡ} reverses each
 * sequence of x by its own length, applies g, and reverses the steps of the result again. x is a
 * sequence {@code [rows, in]}; y is a sequence where the layer gives one, else a row a sequence;
 * its width is twice the layer's for {@code concat}. The copies are called {@code forward_lstm_1}
 * and {@code backward_lstm_1}.
 *
 * <p>Source: Schuster &amp; Paliwal 1997, "Bidirectional recurrent neural networks", section II.C.
 *
 * @param layer that takes a sequence
 * @param merge side by side, added up, or averaged
 */
public record Bidirectional(LayerEntry layer, Merge merge) implements LayerSpec, Combinator {
  /** How the outputs of the two directions become one. */
  public enum Merge {
    CONCAT,
    SUM,
    MEAN
  }

  /** Both directions of a layer side by side, as in Keras. */
  public static Bidirectional of(LayerSpec layer) {
    return new Bidirectional(LayerEntry.of(layer), Merge.CONCAT);
  }

  static Bidirectional read(Section section) {
    Merge merge = section.option("merge", Merge.CONCAT);
    if (!section.has("layer")) {
      section.problem("layer", "is missing");
      return null;
    }
    LayerEntry layer =
        Layers.readEntry(section.path("layer"), section.value("layer"), section.problems());
    return layer == null ? null : new Bidirectional(layer, merge);
  }

  @Override
  public String kind() {
    return "bidirectional";
  }

  @Override
  public Map<String, Object> body() {
    // In this order, so that two programs write the same text.
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("layer", Layers.write(List.of(layer)).get(0));
    body.put("merge", merge.name().toLowerCase(Locale.ROOT));
    return body;
  }

  @Override
  public List<LayerEntry> inner() {
    return List.of(layer, layer);
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Sequences.check(in, plan);
    LayerEntry there = copy("forward_", layer.spec(), plan);
    LayerEntry back = copy("backward_", new Reversed(layer.spec()), plan);
    List<Layer> both =
        List.of(
            Sequential.bind(List.of(there), in, plan), Sequential.bind(List.of(back), in, plan));
    return switch (merge) {
      case CONCAT -> new ConcatenatedBranches(both, in, plan);
      case SUM -> new SummedBranches(both, 1f, in, plan);
      case MEAN -> new SummedBranches(both, 0.5f, in, plan);
    };
  }

  private LayerEntry copy(String direction, LayerSpec spec, Plan plan) {
    String name =
        layer.name() == null ? plan.numbered(direction + spec.kind()) : direction + layer.name();
    return new LayerEntry(name, spec);
  }

  /** A layer from the end of each sequence. */
  private record Reversed(LayerSpec layer) implements LayerSpec {
    @Override
    public String kind() {
      return layer.kind();
    }

    @Override
    public Layer bind(Shape in, Plan plan) {
      return new ReversedLayer(layer.bind(in, plan), in, plan);
    }
  }
}
