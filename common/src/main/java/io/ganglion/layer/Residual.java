package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Plan;
import io.ganglion.network.Sequential;
import java.util.List;
import java.util.Map;

/**
 * A block with a way around it: {@code y = x + f(x)}.
 *
 * <p>Source: He, Zhang, Ren & Sun 2016, equation 1.
 *
 * @param layers f, which must keep the shape; at least one
 */
public record Residual(List<LayerEntry> layers) implements LayerSpec, Combinator {
  public Residual {
    layers = List.copyOf(layers);
  }

  static Residual read(Section section) {
    List<LayerEntry> layers =
        Layers.read(section.path("layers"), section.value("layers"), section.problems());
    return new Residual(layers);
  }

  @Override
  public String kind() {
    return "residual";
  }

  @Override
  public Map<String, Object> body() {
    return Map.of("layers", Layers.write(layers));
  }

  @Override
  public List<LayerEntry> inner() {
    return layers;
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Sequential block = Sequential.bind(layers, in, plan);
    if (!block.output().equals(in)) {
      throw new NetworkException(
          plan.where()
              + ": expected layers that keep the shape "
              + in
              + ", found the output "
              + block.output()
              + ": end them with a layer of "
              + in.features()
              + " units");
    }
    return new ResidualLayer(block, plan);
  }
}
