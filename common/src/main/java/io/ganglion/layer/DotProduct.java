package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Plan;

/**
 * How well the two nodes of a pair fit together: {@code y_p = x_a · x_b} for the nodes a and b of
 * pair p, with x {@code [rows, features]} and y {@code [pairs, 1]}. It is the logit of an edge
 * between them, the same in both directions.
 *
 * <p>Source: Kipf & Welling 2016, "Variational graph auto-encoders", equation 2.
 */
public record DotProduct() implements LayerSpec {
  @Override
  public String kind() {
    return "dot_product";
  }

  @Override
  public boolean joinsSeeds() {
    return true;
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    if (!(in instanceof Shape.Graph graph) || graph.seeds() != 2) {
      throw new NetworkException(
          plan.where()
              + ": expected the nodes of pairs, found "
              + in
              + ": predict edges (data.links), and put it behind the layers over the graph");
    }
    return new DotProductLayer();
  }
}
