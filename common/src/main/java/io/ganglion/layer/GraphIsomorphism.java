package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Plan;
import io.ganglion.network.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network g over sums of neighbours: {@code y_r = g((1 + ε) x_r + Σ_k w_k x_source(k))}, with x
 * {@code [rows, in]} and the weights w of the edges. With features e of the edges, a message takes
 * the place of what a neighbour is: {@code y_r = g((1 + ε) x_r + Σ_k w_k relu(x_source(k) + W e_k +
 * b))}.
 *
 * <p>Source: Xu, Hu, Leskovec & Jegelka 2019, "How powerful are graph neural networks?", equation
 * 4.1; with features of edges Hu, Liu, Gomes, Zitnik, Liang, Pande & Leskovec 2020, "Strategies for
 * pre-training graph neural networks", whose GIN adds them to the neighbours, with the rectifier of
 * GINE in PyTorch Geometric.
 *
 * @param layers g, in the paper dense layers; at least one
 * @param epsilon ε, or where it starts
 * @param trainEpsilon whether ε is trained
 * @param edges whether messages take in the features of edges
 */
public record GraphIsomorphism(
    List<LayerEntry> layers, double epsilon, boolean trainEpsilon, boolean edges)
    implements LayerSpec, Combinator {
  public GraphIsomorphism {
    layers = List.copyOf(layers);
  }

  /** A layer whose ε stays 0, without features of edges. */
  public static GraphIsomorphism of(List<LayerEntry> layers) {
    return new GraphIsomorphism(layers, 0.0, false, false);
  }

  static GraphIsomorphism read(Section section) {
    GraphIsomorphism defaults =
        of(Layers.read(section.path("layers"), section.value("layers"), section.problems()));
    return new GraphIsomorphism(
        defaults.layers,
        section.number("epsilon", defaults.epsilon),
        section.flag("trainEpsilon", defaults.trainEpsilon),
        section.flag("edges", defaults.edges));
  }

  @Override
  public String kind() {
    return "graph_isomorphism";
  }

  @Override
  public Map<String, Object> body() {
    // In this order, so that two programs write the same text.
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("layers", Layers.write(layers));
    body.put("epsilon", epsilon);
    body.put("trainEpsilon", trainEpsilon);
    body.put("edges", edges);
    return body;
  }

  @Override
  public List<LayerEntry> inner() {
    return layers;
  }

  @Override
  public int hops() {
    return 1 + NetworkSpec.hops(layers);
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Neighbours.check(in, plan);
    Layer sums = edges ? new EdgeSumLayer(this, in, plan) : new NeighbourSumLayer(this, in, plan);
    return new Series(sums, Sequential.bind(layers, in, plan), plan);
  }
}
