package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputStage;
import io.ganglion.network.InputStageSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.Plan;

/**
 * Leaves out each edge of a graph with probability {@code rate} while training, from all layers
 * alike, and multiplies the weights of the others by {@code 1 / (1 − rate)}, so that the mean of a
 * sum over them stays. Both directions of an undirected edge are drawn apart, and nodes go on to
 * hear themselves.
 *
 * <p>The coefficients of {@link GraphConvolution} keep the degrees of all edges, so that their mean
 * stays, too; the paper normalises by those of the edges that are left.
 *
 * <p>Source: Rong, Huang, Xu & Huang 2020, "DropEdge: towards deep graph convolutional networks on
 * node classification", section 4.1.
 *
 * @param rate in [0, 1)
 */
public record EdgeDropout(double rate) implements InputStageSpec {
  public EdgeDropout {
    if (!(rate >= 0.0 && rate < 1.0)) {
      throw new IllegalArgumentException("rate: expected at least 0 and below 1, found " + rate);
    }
  }

  static EdgeDropout read(Section section) {
    return new EdgeDropout(Dropout.read(section).rate());
  }

  @Override
  public String kind() {
    return "edge_dropout";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    throw Normalization.notLeading(plan);
  }

  @Override
  public InputStage bindStage(Columns columns, Plan plan) {
    Neighbours.check(columns.shape(columns.width()), plan);
    return new EdgeDropoutStage(new DropoutMask(rate), plan.stream());
  }
}
