package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Plan;

/**
 * The last step of each sequence: {@code y_b = x_{b, length of b − 1}}, with x {@code [rows,
 * features]} and y {@code [examples, features]}.
 */
public record LastStep() implements LayerSpec {
  @Override
  public String kind() {
    return "last_step";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Sequences.check(in, plan);
    return new LastStepLayer(new Shape.Vector(in.features()));
  }
}
