package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Plan;

/**
 * One row for each graph, of the rows of its nodes: their sum, mean or, feature by feature,
 * maximum, with x {@code [rows, features]} and y {@code [examples, features]}. Of several that are
 * greatest the first gets the gradient; a graph without nodes gives 0.
 *
 * <p>Source: Xu, Hu, Leskovec & Jegelka 2019, "How powerful are graph neural networks?", section 5,
 * for what each of them can tell apart.
 *
 * @param aggregate what becomes of the nodes
 */
public record GraphPool(Aggregate aggregate) implements LayerSpec {
  /** What becomes of the nodes. */
  public enum Aggregate {
    SUM,
    MEAN,
    MAX
  }

  static GraphPool read(Section section) {
    return new GraphPool(section.option("aggregate", Aggregate.MEAN));
  }

  @Override
  public String kind() {
    return "graph_pool";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Neighbours.check(in, plan);
    if (((Shape.Graph) in).seeds() > 0) {
      throw new NetworkException(
          plan.where()
              + ": expected graphs that are examples, found nodes of one graph: remove it, or name"
              + " the column that tells graphs apart (data.graph.id)");
    }
    Shape output = new Shape.Vector(in.features());
    return aggregate == Aggregate.MAX
        ? new GraphMaxLayer(output, plan)
        : new GraphSumLayer(output, aggregate == Aggregate.MEAN);
  }
}
