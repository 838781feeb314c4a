package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Plan;

/**
 * The largest number of each feature over the steps of each sequence: {@code y_b = max_t x_{b,t}},
 * with x {@code [rows, features]} and y {@code [examples, features]}. Of several that are largest
 * the first gets the gradient.
 */
public record MaxOverTime() implements LayerSpec {
  @Override
  public String kind() {
    return "max_over_time";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Sequences.check(in, plan);
    return new MaxOverTimeLayer(new Shape.Vector(in.features()), plan);
  }
}
